package io.qqbridge.simulator;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/**
 * A running simulated gateway. All its work is done by one thread of its own, which keeps the
 * process alive until {@link #close}.
 */
public final class Simulator implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long TICK_MILLIS = 50;
    private static final int IDLE_SECONDS = 300;

    private final Vertx vertx;
    private final List<String> accounts;
    private final int port;
    private final int controlPort;

    private Simulator(Vertx vertx, List<String> accounts, int port, int controlPort) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.port = port;
        this.controlPort = controlPort;
    }

    /**
     * Starts a gateway; it listens when this returns.
     *
     * @throws IOException naming the address and port that cannot be listened on, and why
     * @throws InterruptedException if the thread was interrupted while it waited for the ports
     */
    public static Simulator start(SimulatorOptions options)
            throws IOException, InterruptedException {
        return start(options, InstantSource.system());
    }

    /** Starts a gateway whose sessions grow old by the given clock. */
    static Simulator start(SimulatorOptions options, InstantSource clock)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        Stats stats = new Stats();
        World world = new World(options);
        Post post = new Post(stats);
        Sessions sessions = new Sessions(clock, options.silenceLimit(), post);
        Friendships friendships = new Friendships(world, post);
        Chatter chatter =
                new Chatter(
                        world,
                        sessions,
                        post,
                        friendships,
                        random.split(),
                        clock,
                        options.chatterPerSecond());
        Logins logins = new Logins(sessions, options, random.split());
        Supply supply = new Supply(post, random.split());
        Commands commands =
                new Commands(world, sessions, logins, friendships, post, supply, stats, chatter);
        Conversation conversation =
                new Conversation(world, sessions, commands, stats, options.replaySeq());
        Faults faults = new Faults(random.split(), stats);

        Vertx vertx = oneLoop();
        try {
            GatewayHttp gateway =
                    new GatewayHttp(vertx, conversation, faults, new Spoiler(random.split()));
            ControlPaths paths =
                    new ControlPaths(vertx, world, sessions, post, chatter, supply, faults, stats);
            int port = listen(vertx, options.host(), options.port(), gateway::handle);
            int controlPort =
                    listen(
                            vertx,
                            LOOPBACK,
                            options.controlPort(),
                            new ControlHttp(paths.all())::handle);
            vertx.setPeriodic(TICK_MILLIS, timer -> chatter.tick());
            List<String> uins = world.accounts().stream().map(Somebody::uin).toList();
            return new Simulator(vertx, uins, port, controlPort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(vertx);
            throw e;
        }
    }

    /** The gateway's port, the real one if 0 was asked for. */
    public int port() {
        return port;
    }

    /** The control API's port, the real one if 0 was asked for. */
    public int controlPort() {
        return controlPort;
    }

    /** The UINs of the accounts that can log in, in order. */
    public List<String> accounts() {
        return accounts;
    }

    /** Ends all connections and the simulator's thread; blocks until both ports are free. */
    @Override
    public void close() {
        close(vertx);
    }

    private static void close(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Vertx oneLoop() {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
    }

    private static int listen(
            Vertx vertx, String host, int port, Handler<HttpServerRequest> handler)
            throws IOException, InterruptedException {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHandle100ContinueAutomatically(true)
                        .setIdleTimeout(IDLE_SECONDS);
        HttpServer server = vertx.createHttpServer(options).requestHandler(handler);
        try {
            return server.listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get()
                    .actualPort();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            String reason = cause instanceof BindException ? cause.getMessage() : cause.toString();
            throw new IOException(
                    "cannot listen on %s:%d (%s)".formatted(host, port, reason), cause);
        }
    }
}
