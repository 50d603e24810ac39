package io.qqbridge.component;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;
import io.qqbridge.event.Json;

import org.apache.camel.Exchange;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Lets a route take an event, or its envelope, as the JSON that it is on Kafka. */
final class EventConverters {
    private EventConverters() {}

    static void addTo(TypeConverterRegistry registry) {
        for (Class<?> from : new Class<?>[] {Event.class, Envelope.class}) {
            registry.addTypeConverter(byte[].class, from, converter(false));
            registry.addTypeConverter(String.class, from, converter(true));
        }
    }

    private static TypeConverter converter(boolean asText) {
        return new TypeConverterSupport() {
            @Override
            public <T> @Nullable T convertTo(Class<T> type, Exchange exchange, Object value) {
                Event event = value instanceof Envelope e ? e.event() : (Event) value;
                byte[] json = Json.write(event);
                if (json == null) {
                    return null;
                }
                return type.cast(asText ? new String(json, StandardCharsets.UTF_8) : json);
            }
        };
    }
}
