package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaKeys;
import io.qqbridge.event.OneLine;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The configuration as it is written: defaults, overridden by a file, overridden by the
 * environment. A misspelt key or a missing file is {@link Misconfigured}.
 */
final class Layers {
    private static final String OURS = "qq.";
    private static final String KAFKAS = "kafka.";

    /** So few characters typed otherwise make a misspelling, and not another name. */
    private static final int MISTYPED = 2;

    /** Some editors begin a file with it; it would be part of the first key. */
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Map<Key, String> values = new EnumMap<>(Key.class);
    private final Map<String, String> kafka = new TreeMap<>();

    /** Of names that are neither ours nor Kafka's; routes may refer to them. */
    private final Map<String, String> others = new TreeMap<>();

    private final Path folder;

    private Layers(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all of them.
     *
     * @param file the file; null for none
     * @param environment the environment's variables
     */
    static Layers read(@Nullable Path file, Map<String, String> environment) throws Misconfigured {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        Layers layers = new Layers(folder == null ? Path.of("") : folder);
        for (Key key : Key.values()) {
            layers.put(key.key(), key.byDefault());
        }
        if (file != null) {
            layers.add(file);
        }
        layers.override(environment);
        return layers;
    }

    private void add(Path file) throws Misconfigured {
        Properties properties = load(file);
        for (String name : properties.stringPropertyNames()) {
            checkKnown(name, file);
            put(name, properties.getProperty(name).strip());
        }
    }

    private static Properties load(Path file) throws Misconfigured {
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new Misconfigured("configuration file %s is not UTF-8 text".formatted(file));
        } catch (IOException e) {
            throw new Misconfigured(
                    "configuration file %s cannot be read (%s); name another with --config FILE"
                            .formatted(file, Reasons.of(e)));
        } catch (IllegalArgumentException e) {
            throw new Misconfigured(
                    "configuration file %s has a broken \\u escape; write the character itself"
                            .formatted(file));
        }
        return properties;
    }

    private void checkKnown(String name, Path file) throws Misconfigured {
        if (name.startsWith(OURS) && Key.named(name).isEmpty()) {
            // To look for what is near an endless name would take as long.
            String shown = OneLine.of(name);
            throw new Misconfigured(
                    "unknown key %s in %s; did you mean %s?"
                            .formatted(shown, file, Key.nearest(shown).key()));
        }
        if (name.startsWith(KAFKAS)) {
            checkNoMisspelling(OneLine.of(name.substring(KAFKAS.length())), file);
        }
    }

    /** A name that is like none of Kafka's own may be a setting of a plug-in. */
    private static void checkNoMisspelling(String name, Path file) throws Misconfigured {
        Optional<String> meant =
                KafkaKeys.all().stream()
                        .filter(known -> Key.distance(known, name) <= MISTYPED)
                        .min(Comparator.comparingInt(known -> Key.distance(known, name)));
        if (meant.isPresent() && !KafkaKeys.all().contains(name)) {
            throw new Misconfigured(
                    "unknown key %s%s in %s; did you mean %s%s?"
                            .formatted(KAFKAS, name, file, KAFKAS, meant.get()));
        }
    }

    private void put(String name, String value) {
        Key.named(name).ifPresent(key -> values.put(key, value));
        if (name.startsWith(KAFKAS)) {
            kafka.put(name.substring(KAFKAS.length()), value);
        } else if (!name.startsWith(OURS)) {
            others.put(name, value);
        }
    }

    private void override(Map<String, String> environment) {
        for (Key key : Key.values()) {
            String value = environment.get(Key.variable(key.key()));
            if (value != null) {
                put(key.key(), value.strip());
            }
        }
        for (String name : List.copyOf(others.keySet())) {
            String value = environment.get(Key.variable(name));
            if (value != null) {
                others.put(name, value);
            }
        }
        KafkaKeys.all()
                .forEach(
                        name -> {
                            String value = environment.get(Key.variable(KAFKAS + name));
                            if (value != null) {
                                kafka.put(name, value.strip());
                            }
                        });
    }

    /** The folder to which relative names are relative: the file's own. */
    Path folder() {
        return folder;
    }

    /** A value as it stands. */
    String get(Key key) {
        return values.getOrDefault(key, key.byDefault());
    }

    /** The settings of the Kafka clients, by Kafka's own names. */
    Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    /** All but Kafka's, by name. */
    Properties all() {
        Properties all = new Properties();
        others.forEach(all::setProperty);
        values.forEach((key, value) -> all.setProperty(key.key(), value));
        return all;
    }
}
