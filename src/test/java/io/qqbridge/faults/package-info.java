/**
 * Nothing is lost, seen rather than believed: the program, brokers and the simulator run as
 * processes of their own, numbered messages and commands flow through them, and meanwhile something
 * is killed, frozen, cut or filled. {@link io.qqbridge.testing.Oracle} judges what came.
 *
 * <p>{@code Size} says how much of it: {@code short} in every build, {@code long} with {@code
 * -Dfaults=long}. What is random follows from a {@code Seed}, which a failing test prints.
 */
@NullMarked
package io.qqbridge.faults;

import org.jspecify.annotations.NullMarked;
