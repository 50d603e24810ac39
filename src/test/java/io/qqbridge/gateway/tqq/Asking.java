package io.qqbridge.gateway.tqq;

import io.qqbridge.gateway.Session.Received;

/** Somebody who asks for messages, and keeps what comes at once. */
record Asking(TqqSession session) {
    /** The fields of an answer with one message. */
    static final String ONE = "RES=0&MN=1&MT=9,&UN=3,&MG=hello,";

    /** Asks so many times. */
    void poll(int times) {
        for (int i = 0; i < times; i++) {
            once();
        }
    }

    /** Asks once, and gives what came. */
    Received once() {
        Received received = session.receive();
        switch (received) {
            case Received.Batch batch -> session.kept(batch.mark());
            case Received.Unreadable unreadable -> session.kept(unreadable.mark());
            case Received.Nothing nothing -> {}
            case Received.NotAsked notAsked -> {}
            case Received.SignedOut signedOut -> {}
            case Received.Unreachable unreachable -> {}
        }
        return received;
    }
}
