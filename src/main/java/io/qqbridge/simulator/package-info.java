/**
 * A simulated QQ HTTP gateway: the server's side of the protocol, for demos, tests and other
 * people's clients. {@link io.qqbridge.simulator.Simulator} starts it; {@code ControlPaths} lists
 * what can be done to it from outside.
 *
 * <p>One event loop carries everything (requests, control, chatter), so no state here needs a lock.
 */
@NullMarked
package io.qqbridge.simulator;

import org.jspecify.annotations.NullMarked;
