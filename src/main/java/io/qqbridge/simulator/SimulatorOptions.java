package io.qqbridge.simulator;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How the simulated gateway is set up.
 *
 * @param host the address that clients connect to
 * @param port where clients connect; 0 takes any free port
 * @param controlPort where the control API listens, on the loopback address only, because it asks
 *     nobody who they are; 0 takes any free port
 * @param accounts how many accounts there are
 * @param firstUin the first account's number; the others follow it
 * @param password every account's password
 * @param contactsPerAccount how many simulated contacts each account has from the start
 * @param chatterPerSecond what the contacts do of their own accord, in events a second over all
 *     accounts that are logged in; with 0 they are silent and do not answer either
 * @param signOfLife what a login is told in HI, in whole seconds
 * @param silenceLimit what a login is told in LI, in whole seconds; a client silent for as long is
 *     dropped
 * @param replaySeq whether a repeated SEQ gets the first answer again
 * @param seed of everything that is random
 * @param refusing how many accounts refuse every login: the last ones, before those with a captcha
 * @param captcha how many accounts ask for a captcha: the very last ones
 */
public record SimulatorOptions(
        String host,
        int port,
        int controlPort,
        int accounts,
        long firstUin,
        String password,
        int contactsPerAccount,
        double chatterPerSecond,
        Duration signOfLife,
        Duration silenceLimit,
        boolean replaySeq,
        long seed,
        int refusing,
        int captcha) {

    /**
     * Checks that the options make sense together.
     *
     * @throws IllegalArgumentException saying in one line which option does not, and why
     */
    public SimulatorOptions {
        require(!host.isBlank(), "--host must name an address");
        require(port >= 0 && port <= 65535, "--port must be 0 to 65535, not " + port);
        require(
                controlPort >= 0 && controlPort <= 65535,
                "--control-port must be 0 to 65535, not " + controlPort);
        require(
                accounts >= 1 && accounts <= 1_000_000,
                "--accounts must be 1 to 1000000, not " + accounts);
        require(
                firstUin > World.SYSTEM && firstUin < World.FIRST_CONTACT - accounts,
                "--first-uin must be %d to %d, not %d"
                        .formatted(World.SYSTEM + 1, World.FIRST_CONTACT - accounts - 1, firstUin));
        require(!password.isEmpty(), "--password must not be empty");
        require(contactsPerAccount >= 0, "--contacts must be 0 or more, not " + contactsPerAccount);
        require(
                (long) accounts * contactsPerAccount <= 10_000_000,
                "--accounts times --contacts must be at most 10000000");
        require(
                chatterPerSecond >= 0 && chatterPerSecond <= 1_000_000,
                "--chatter must be 0 to 1000000, not " + chatterPerSecond);
        requireSeconds("--sign-of-life", signOfLife);
        requireSeconds("--silence-limit", silenceLimit);
        require(refusing >= 0 && captcha >= 0, "--refusing and --captcha must not be negative");
        require(
                (long) refusing + captcha <= accounts,
                "--refusing and --captcha together must be at most --accounts");
    }

    /** Three accounts from 10001, password "demo", on 127.0.0.1:8000, control on 8001. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1",
                8000,
                8001,
                3,
                10001,
                "demo",
                5,
                1,
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                true,
                1,
                0,
                0);
    }

    /** These options, listening on another address. */
    public SimulatorOptions withHost(String host) {
        return change(draft -> draft.host = host);
    }

    /** These options with other ports; 0 takes any free one. */
    public SimulatorOptions withPorts(int port, int controlPort) {
        return change(
                draft -> {
                    draft.port = port;
                    draft.controlPort = controlPort;
                });
    }

    /** These options with so many accounts. */
    public SimulatorOptions withAccounts(int accounts) {
        return change(draft -> draft.accounts = accounts);
    }

    /** These options with accounts numbered from here. */
    public SimulatorOptions withFirstUin(long firstUin) {
        return change(draft -> draft.firstUin = firstUin);
    }

    /** These options with so many contacts for each account. */
    public SimulatorOptions withContactsPerAccount(int contactsPerAccount) {
        return change(draft -> draft.contactsPerAccount = contactsPerAccount);
    }

    /** These options with so many events a second; 0 for silence. */
    public SimulatorOptions withChatterPerSecond(double chatterPerSecond) {
        return change(draft -> draft.chatterPerSecond = chatterPerSecond);
    }

    /** These options with other HI and LI. */
    public SimulatorOptions withSilence(Duration signOfLife, Duration silenceLimit) {
        return change(
                draft -> {
                    draft.signOfLife = signOfLife;
                    draft.silenceLimit = silenceLimit;
                });
    }

    /** These options with the replay of SEQ on or off. */
    public SimulatorOptions withReplaySeq(boolean replaySeq) {
        return change(draft -> draft.replaySeq = replaySeq);
    }

    /** These options with so many accounts that refuse every login. */
    public SimulatorOptions withRefusing(int refusing) {
        return change(draft -> draft.refusing = refusing);
    }

    /** These options with so many accounts that ask for a captcha. */
    public SimulatorOptions withCaptcha(int captcha) {
        return change(draft -> draft.captcha = captcha);
    }

    private SimulatorOptions change(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The same, open to changes. */
    private static final class Draft {
        private String host;
        private int port;
        private int controlPort;
        private int accounts;
        private long firstUin;
        private String password;
        private int contactsPerAccount;
        private double chatterPerSecond;
        private Duration signOfLife;
        private Duration silenceLimit;
        private boolean replaySeq;
        private long seed;
        private int refusing;
        private int captcha;

        Draft(SimulatorOptions options) {
            host = options.host;
            port = options.port;
            controlPort = options.controlPort;
            accounts = options.accounts;
            firstUin = options.firstUin;
            password = options.password;
            contactsPerAccount = options.contactsPerAccount;
            chatterPerSecond = options.chatterPerSecond;
            signOfLife = options.signOfLife;
            silenceLimit = options.silenceLimit;
            replaySeq = options.replaySeq;
            seed = options.seed;
            refusing = options.refusing;
            captcha = options.captcha;
        }

        SimulatorOptions options() {
            return new SimulatorOptions(
                    host,
                    port,
                    controlPort,
                    accounts,
                    firstUin,
                    password,
                    contactsPerAccount,
                    chatterPerSecond,
                    signOfLife,
                    silenceLimit,
                    replaySeq,
                    seed,
                    refusing,
                    captcha);
        }
    }

    private static void requireSeconds(String name, Duration duration) {
        require(
                duration.toSeconds() >= 1 && duration.toSeconds() <= Integer.MAX_VALUE,
                "%s must be 1 to %d seconds, not %s".formatted(name, Integer.MAX_VALUE, duration));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
