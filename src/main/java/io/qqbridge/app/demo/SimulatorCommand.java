package io.qqbridge.app.demo;

import io.qqbridge.app.Lifetime;
import io.qqbridge.app.Misconfigured;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code simulator}: a gateway for demos, tests and other people's clients. */
@Command(
        name = "simulator",
        description = "Runs a gateway that speaks the whole QQ HTTP protocol.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SimulatorCommand implements Callable<Integer> {
    private static final String USUAL_PASSWORD = "demo";

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where clients connect.")
    private String host = "";

    @Option(names = "--port", defaultValue = "8000", description = "Where clients connect.")
    private int port;

    @Option(
            names = "--control-port",
            defaultValue = "8001",
            description = "The control API, on loopback: pushes messages, kicks, makes faults.")
    private int controlPort;

    @Option(names = "--accounts", defaultValue = "3", description = "How many accounts there are.")
    private int accounts;

    @Option(
            names = "--first-uin",
            defaultValue = "10001",
            description = "The first account's number; the others follow it.")
    private long firstUin;

    @Option(
            names = "--password",
            defaultValue = USUAL_PASSWORD,
            description = "The password of all of them.")
    private String password = "";

    @Option(
            names = "--contacts",
            defaultValue = "5",
            description = "How many simulated contacts each account has.")
    private int contacts;

    @Option(
            names = "--chatter",
            defaultValue = "1",
            description = "What contacts do of their own accord, in events a second.")
    private double chatter;

    @Option(
            names = "--refusing",
            defaultValue = "0",
            description =
                    "How many accounts refuse every login: the last but those with a captcha.")
    private int refusing;

    @Option(
            names = "--captcha",
            defaultValue = "0",
            description = "How many accounts show a captcha: the last ones.")
    private int captcha;

    @Option(
            names = "--sign-of-life",
            defaultValue = "60",
            description = "HI of a login: seconds between a client's signs of life.")
    private int signOfLife;

    @Option(
            names = "--silence-limit",
            defaultValue = "300",
            description = "LI of a login: seconds of silence after which a session ends.")
    private int silenceLimit;

    @Option(
            names = "--replay",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Repeats the last answer where a SEQ comes again.")
    private boolean replay;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything that is random.")
    private long seed;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Lifetime lifetime = new Lifetime()) {
            Simulator simulator = lifetime.add(start());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "gateway on http://%s:%d for accounts %s to %s with %s;"
                                    + " control API on http://127.0.0.1:%d; Ctrl-C ends it%n",
                            host,
                            simulator.port(),
                            simulator.accounts().getFirst(),
                            simulator.accounts().getLast(),
                            // One that somebody chose may be in use elsewhere.
                            password.equals(USUAL_PASSWORD)
                                    ? "password " + USUAL_PASSWORD
                                    : "the password that was given",
                            simulator.controlPort());
            spec.commandLine().getOut().flush();
            lifetime.await();
        }
        return 0;
    }

    private Simulator start() throws Misconfigured, InterruptedException {
        try {
            return Simulator.start(
                    new SimulatorOptions(
                            host,
                            port,
                            controlPort,
                            accounts,
                            firstUin,
                            password,
                            contacts,
                            chatter,
                            Duration.ofSeconds(signOfLife),
                            Duration.ofSeconds(silenceLimit),
                            replay,
                            seed,
                            refusing,
                            captcha));
        } catch (IllegalArgumentException e) {
            throw new Misconfigured(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Misconfigured(
                    e.getMessage() + "; choose another with --port or --control-port");
        }
    }
}
