package io.qqbridge.simulator;

/** A control request that cannot be carried out, with one line that says why. */
final class BadControlRequest extends RuntimeException {
    private final int status;

    private BadControlRequest(int status, String why) {
        super(why);
        this.status = status;
    }

    static BadControlRequest wrong(String why) {
        return new BadControlRequest(400, why);
    }

    static BadControlRequest notFound(String what) {
        return new BadControlRequest(404, what);
    }

    int status() {
        return status;
    }
}
