/**
 * What travels on Kafka: the records of the topics, their JSON, and the commands that come back.
 *
 * <p>An {@link io.qqbridge.event.Event} is one record; an {@link io.qqbridge.event.Envelope} adds
 * the id that stays the same however often it is delivered. {@link io.qqbridge.event.CommandJson}
 * reads what others write to the command topic. The field names are the contract with every
 * consumer: they may grow, never change.
 */
@NullMarked
package io.qqbridge.event;

import org.jspecify.annotations.NullMarked;
