/**
 * The Camel component {@code qq:}. Its consumer, {@code qq:receive}, hands over what sessions
 * receive; its producer, {@code qq:send}, carries out commands. HTTP to the gateway goes through
 * camel-http ({@link io.qqbridge.component.CamelHttpTransport}).
 */
@NullMarked
package io.qqbridge.component;

import org.jspecify.annotations.NullMarked;
