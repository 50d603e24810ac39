/**
 * What the bridge needs of a chat network, and the life of a session on it.
 *
 * <p>A network implements {@link io.qqbridge.gateway.Gateway} and {@link
 * io.qqbridge.gateway.Session}: log in, receive, carry out a command, and what else it can do as an
 * optional interface ({@link io.qqbridge.gateway.Session.HasPresence}, {@link
 * io.qqbridge.gateway.Session.HasRoster}). Trouble is a value, never an exception. {@link
 * io.qqbridge.gateway.SessionLoop} lives one account's life on top of it, {@link
 * io.qqbridge.gateway.Sessions} holds them all, and what is received goes to the {@link
 * io.qqbridge.gateway.Inbox}.
 */
@NullMarked
package io.qqbridge.gateway;

import org.jspecify.annotations.NullMarked;
