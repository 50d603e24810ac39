/**
 * All that the program knows of Kafka: topics, records, clients. What goes where stands in the
 * routes.
 */
@NullMarked
package io.qqbridge.app.kafka;

import org.jspecify.annotations.NullMarked;
