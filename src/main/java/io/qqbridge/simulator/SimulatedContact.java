package io.qqbridge.simulator;

/** Somebody whom no client plays: the simulator itself writes and answers for them. */
final class SimulatedContact extends Somebody {
    private int state;

    SimulatedContact(long number) {
        super(number, addingOf(number));
        // Three in four are there when the day begins.
        state = number % 4 == 3 ? OFFLINE : number % 4 == 2 ? BUSY : ONLINE;
    }

    private static Adding addingOf(long number) {
        return switch ((int) (number % 5)) {
            case 3 -> Adding.WITH_CONSENT;
            case 4 -> Adding.NOBODY;
            default -> Adding.ANYBODY;
        };
    }

    @Override
    int state() {
        return state == INVISIBLE ? OFFLINE : state;
    }

    void state(int newState) {
        state = newState;
    }
}
