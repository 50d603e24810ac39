/** Benchmarks of single steps, by JMH. */
@NullMarked
package io.qqbridge.bench.micro;

import org.jspecify.annotations.NullMarked;
