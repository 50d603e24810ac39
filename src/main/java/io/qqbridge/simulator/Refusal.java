package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer.Reply;

/**
 * The values of RES with which this gateway refuses a command. The protocol leaves all but 0 and 20
 * open; these are the simulator's own.
 */
enum Refusal {
    /** The request is malformed, or a value in it is one that nobody knows. */
    SENSELESS(1),
    /** Nobody has that number. */
    NOBODY_THERE(2),
    /** The other is no contact, or has not asked to be one. */
    NOT_RELATED(3),
    /** The other refuses everybody. */
    UNWANTED(4);

    private final int res;

    Refusal(int res) {
        this.res = res;
    }

    int res() {
        return res;
    }

    Reply reply() {
        return new Reply.Failed(res);
    }
}
