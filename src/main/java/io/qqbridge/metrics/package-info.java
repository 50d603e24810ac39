/** The meters: what sessions do, counted and timed for Prometheus. */
@NullMarked
package io.qqbridge.metrics;

import org.jspecify.annotations.NullMarked;
