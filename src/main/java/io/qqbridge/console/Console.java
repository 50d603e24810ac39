package io.qqbridge.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Objects;

/** The console on an HTTP server's router. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.console");

    private static final String PAGE = "/console/";
    private static final String API = PAGE + "api/";
    private static final long LARGEST_BODY = 4 * 1024;

    private final Parts parts;
    private final Views views;
    private final Streams streams;
    private final Actions actions;
    private final LatestLetters latest;
    private final Assets assets = new Assets();

    /** Adds its paths to a router: those below {@code /console/}, and the health of accounts. */
    public Console(Router router, Parts parts, io.vertx.core.Vertx vertx) {
        this.parts = parts;
        this.views = new Views(parts.book(), parts.time());
        this.streams = new Streams(vertx, new Pulse(parts), views, parts.book());
        this.actions = new Actions(parts);
        this.latest = new LatestLetters(parts.deadLetters());
        Guard guard = new Guard(parts.token(), parts.hosts());
        router.get("/observe/health/accounts")
                .handler(new AccountsHealth(parts.book(), parts.sessions())::answer);
        router.get("/").handler(Console::redirect);
        router.get("/console").handler(Console::redirect);
        router.route(PAGE + "*").failureHandler(Console::refuse);
        router.route(PAGE + "*").handler(guard::every);
        router.route(API + "*").handler(guard::ofTheApi);
        router.get(API + "stream").blockingHandler(streams::open, false);
        router.get(API + "accounts").blockingHandler(this::accounts, false);
        router.get(API + "accounts/:alias").blockingHandler(this::account, false);
        router.get(API + "dead-letters").blockingHandler(this::letters, false);
        router.post(API + "*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.post(API + "accounts/:alias/:action").blockingHandler(this::ask, false);
        router.post(API + "dead-letters/replay").blockingHandler(this::replay, false);
        router.get(PAGE + "*")
                .handler(
                        context ->
                                assets.serve(
                                        context,
                                        context.normalizedPath().substring(PAGE.length() - 1)));
    }

    /** A router takes {@code /console/} for {@code /console}, which it is not to a browser. */
    private static void redirect(RoutingContext context) {
        if (context.normalizedPath().equals(PAGE)) {
            context.next();
            return;
        }
        context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, PAGE).end();
    }

    private void accounts(RoutingContext context) {
        AccountQuery query = AccountQuery.read(name -> parameter(context, name));
        streams.watch(parameter(context, "stream"), query);
        show(context, 200, views.rows(query));
    }

    private static String parameter(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getParam(name), "");
    }

    private void account(RoutingContext context) {
        show(context, 200, views.one(row(context)));
    }

    private AccountRow row(RoutingContext context) {
        return parts.book()
                .find(context.pathParam("alias"))
                .orElseThrow(() -> new BadRequest(404, "there is no such account"));
    }

    private void letters(RoutingContext context) {
        try {
            show(context, 200, latest.get().stream().map(this::shown).toList());
        } catch (DeadLetters.UnavailableException e) {
            throw new BadRequest(503, Shown.anonymous(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadRequest(503, "the bridge stops");
        }
    }

    private DeadLetters.Entry shown(DeadLetters.Entry letter) {
        return new DeadLetters.Entry(
                letter.place(),
                parts.book().nameOf(letter.account()),
                letter.stage(),
                Shown.anonymous(letter.reason()),
                letter.at(),
                letter.bytes(),
                parts.texts() ? Shown.text(letter.text()) : "",
                Shown.anonymous(letter.stays()));
    }

    private void ask(RoutingContext context) {
        String action = context.pathParam("action");
        actions.ask(row(context), action, body(context));
        show(context, 202, Map.of("asked", action));
    }

    private static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private void replay(RoutingContext context) {
        try {
            actions.replay(body(context));
            show(context, 202, Map.of("asked", "replay"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadRequest(503, "the bridge stops");
        }
    }

    private static void show(RoutingContext context, int status, Object view) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Views.json(view)));
    }

    /** Says in one line what is wrong; what went wrong inside is for the log alone. */
    private static void refuse(RoutingContext context) {
        int status = context.statusCode();
        String reason;
        switch (context.failure()) {
            case BadRequest bad -> {
                status = bad.status();
                reason = String.valueOf(bad.getMessage());
            }
            case null -> reason = words(status);
            default -> {
                reason = words(status);
                if (status == 500) {
                    LOG.error("a request to the console failed", context.failure());
                }
            }
        }
        if (!context.response().ended() && !context.response().headWritten()) {
            show(context, status < 400 ? 500 : status, Map.of("error", reason));
        }
    }

    private static String words(int status) {
        return status == 413
                ? "the body is longer than %d bytes".formatted(LARGEST_BODY)
                : "the request cannot be answered";
    }

    @Override
    public void close() {
        streams.close();
    }
}
