package io.qqbridge.gateway.tqq;

import io.qqbridge.event.State;

import java.util.Optional;

/**
 * How this gateway is spoken to, and which state has which number there.
 *
 * @param version {@code VER}: 1.0 or 1.1 [S], 1.2 or 1.4 [C]
 * @param clientMark {@code LC} of a login, a mark of the client program [S]
 * @param replays whether it answers a {@code SEQ} that it has seen as it did before, and does
 *     nothing a second time [D]
 */
public record Dialect(String version, String clientMark, boolean replays) {
    /** What the article's client sends [S]. */
    public static final Dialect DEFAULT = new Dialect("1.1", "9326B87B234E7235", true);

    private static final int ONLINE = 10;
    private static final int OFFLINE = 20;
    private static final int BUSY = 30;
    private static final int INVISIBLE = 40;
    private static final int BUSY_OF_1_4 = 50;
    private static final int CALL_ME = 60;
    private static final int DO_NOT_DISTURB = 70;

    /** The word for {@code ST}: 10 to 30 [S], 40 and up [C]; 30 is 'away' to clients of 1.4 [C]. */
    public State state(int number) {
        return switch (number) {
            case ONLINE -> State.ONLINE;
            case OFFLINE -> State.OFFLINE;
            case BUSY -> is14() ? State.AWAY : State.BUSY;
            case INVISIBLE -> State.INVISIBLE;
            case BUSY_OF_1_4 -> State.BUSY;
            case CALL_ME -> State.CALL_ME;
            case DO_NOT_DISTURB -> State.DO_NOT_DISTURB;
            default -> State.unknown(number);
        };
    }

    /** {@code ST} for a state, empty where this version has none. */
    public Optional<Integer> number(State state) {
        return Optional.ofNullable(
                switch (state.word()) {
                    case "online" -> ONLINE;
                    case "offline" -> OFFLINE;
                    case "busy" -> is14() ? BUSY_OF_1_4 : BUSY;
                    case "invisible" -> INVISIBLE;
                    case "away" -> is14() ? BUSY : null;
                    case "call-me" -> is14() ? CALL_ME : null;
                    case "do-not-disturb" -> is14() ? DO_NOT_DISTURB : null;
                    default -> null;
                });
    }

    private boolean is14() {
        return version.equals("1.4");
    }
}
