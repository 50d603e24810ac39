/** The program's entrance: {@link io.qqbridge.Launcher} starts {@link io.qqbridge.Program}. */
@NullMarked
package io.qqbridge;

import org.jspecify.annotations.NullMarked;
