/** What the bridge promises to those on Kafka, tested from outside. */
@NullMarked
package io.qqbridge.bridge;

import org.jspecify.annotations.NullMarked;
