package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandJson.Invalid;
import io.qqbridge.event.CommandJson.Read;
import io.qqbridge.event.CommandJson.Valid;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class AnyBytesTest {
    private static final String[] EXAMPLES = {
        "{\"command\":\"send-message\",\"to\":\"24259132\",\"text\":\"你好\",\"expiresAt\":null}",
        "{\"command\":\"answer-request\",\"contact\":3,\"answer\":\"ask\",\"words\":\"\\uD83D\"}",
        "{\"command\":\"search\",\"age\":1e9,\"account\":\"29501213\",\"x\":[{\"y\":-0.5}]}",
        "{\"command\":\"login\",\"expiresAt\":\"2026-01-31T12:00:00+08:00\",\"account\":\"1\"}"
    };

    @Property
    void areACommandOrNone(@ForAll byte[] value) {
        assertOneOfTwo(CommandJson.read("29501213", value));
    }

    @Property(tries = 5000)
    void ofADamagedCommandAreACommandOrNone(@ForAll Random random) {
        byte[] value = EXAMPLES[random.nextInt(EXAMPLES.length)].getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            value[random.nextInt(value.length)] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : (byte) "{}[]\":,\\ 09.eE+-u\n".charAt(random.nextInt(18));
        }

        assertOneOfTwo(CommandJson.read(random.nextBoolean() ? null : "29501213", value));
    }

    @Property
    void ofAnyKeyAreACommandOrNone(@ForAll @StringLength(max = 80) String key) {
        assertOneOfTwo(
                CommandJson.read(key, "{\"command\":\"login\"}".getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertOneOfTwo(Read read) {
        switch (read) {
            case Valid valid -> assertThat(valid.account()).isNotEmpty();
            case Invalid invalid -> assertThat(invalid.reason()).isNotEmpty().doesNotContain("\n");
        }
    }
}
