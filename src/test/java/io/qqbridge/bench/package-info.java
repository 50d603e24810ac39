/**
 * What the bridge costs: the program, a broker and the simulated gateway as processes of this
 * machine, and in turn with the bridge a bare loop that does the least of the same work. Run by
 * {@code mvn -q -Pbench}; never by the tests, for no test measures time.
 */
@NullMarked
package io.qqbridge.bench;

import org.jspecify.annotations.NullMarked;
