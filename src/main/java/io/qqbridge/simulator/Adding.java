package io.qqbridge.simulator;

/** Who may add somebody as a contact; the codes are those of {@code CD} in an AddToList answer. */
enum Adding {
    ANYBODY(0),
    WITH_CONSENT(1),
    NOBODY(3);

    private final int code;

    Adding(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
