/**
 * The console: a page on the management port that shows how the bridge does, live, and lets a
 * person who knows the token act.
 *
 * <p>{@link io.qqbridge.console.AccountBook} hears what sessions do and remembers little of it;
 * {@link io.qqbridge.console.Pulse} makes a snapshot a second while somebody looks, and {@link
 * io.qqbridge.console.Streams} hands it to all who do. {@link io.qqbridge.console.Guard} stands
 * before every request, {@link io.qqbridge.console.Actions} behind those that change something.
 */
@NullMarked
package io.qqbridge.console;

import org.jspecify.annotations.NullMarked;
