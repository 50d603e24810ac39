package io.qqbridge.component;

import java.util.Locale;

/** What a {@code qq:} endpoint does. */
public enum QqOperation {
    /** Hands over what sessions receive. */
    RECEIVE,
    /** Carries out commands. */
    SEND;

    static QqOperation named(String name) {
        for (QqOperation operation : values()) {
            if (operation.name().equals(name.toUpperCase(Locale.ROOT))) {
                return operation;
            }
        }
        throw new IllegalArgumentException(
                "qq:%s does not exist; there are qq:receive and qq:send".formatted(name));
    }
}
