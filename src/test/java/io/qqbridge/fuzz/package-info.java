/**
 * Throws damaged input at all that reads what others wrote. {@link io.qqbridge.fuzz.Target} is what
 * is fuzzed, {@link io.qqbridge.fuzz.FuzzTest} how to start it.
 */
@NullMarked
package io.qqbridge.fuzz;

import org.jspecify.annotations.NullMarked;
