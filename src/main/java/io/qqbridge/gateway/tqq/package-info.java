/**
 * Sessions on a gateway that speaks the QQ HTTP protocol: login, poll, SEQ, signs of life, paging.
 *
 * <p>{@link io.qqbridge.gateway.tqq.TqqSession} is the conversation, {@link
 * io.qqbridge.gateway.tqq.RoundTrip} one request with its answer, {@link
 * io.qqbridge.gateway.tqq.Incoming} and {@link io.qqbridge.gateway.tqq.Outgoing} translate between
 * the wire's words and the bridge's.
 */
@NullMarked
package io.qqbridge.gateway.tqq;

import org.jspecify.annotations.NullMarked;
