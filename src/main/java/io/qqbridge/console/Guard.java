package io.qqbridge.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Stands before every request: who may ask, from where, and under which name. */
final class Guard {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

    private static final Set<String> NOT_FROM_ANOTHER_SITE = Set.of("same-origin", "none");

    private final Optional<Token> token;
    private final Set<String> hosts;

    /**
     * @param hosts names besides addresses and {@code localhost}
     */
    Guard(Optional<Token> token, Set<String> hosts) {
        this.token = token;
        this.hosts = hosts;
    }

    /** What holds for every request. */
    void every(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        requireKnownHost(context.request());
        context.next();
    }

    /**
     * A name that somebody else's DNS server may give this address tomorrow could make a browser
     * take the console for his own page.
     */
    private void requireKnownHost(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        String name = asked == null ? "" : asked.host().toLowerCase(Locale.ROOT);
        if (!name.equals("localhost")
                && !hosts.contains(name)
                && !ADDRESS.matcher(name).matches()) {
            throw new BadRequest(
                    421, "the console answers by its address, or the name in qq.management.host");
        }
    }

    /** What holds for data and actions. */
    void ofTheApi(RoutingContext context) {
        String site = context.request().getHeader("Sec-Fetch-Site");
        if (site != null && !NOT_FROM_ANOTHER_SITE.contains(site)) {
            throw fromAnotherSite();
        }
        if (!context.request().method().equals(HttpMethod.GET)) {
            mayAct(context.request());
        }
        context.next();
    }

    private void mayAct(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null
                && !origin.equals("http://" + request.authority())
                && !origin.equals("https://" + request.authority())) {
            throw fromAnotherSite();
        }
        Token wanted =
                token.orElseThrow(
                        () ->
                                new BadRequest(
                                        403,
                                        "the console only shows; set qq.console.token to act"));
        if (!wanted.is(bearer(request.getHeader(HttpHeaders.AUTHORIZATION)))) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            throw new BadRequest(401, "the token is missing or wrong");
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.matches("(?i)application/json(\\s*;.*)?")) {
            throw new BadRequest(415, "the body is JSON, and its content type application/json");
        }
    }

    private static BadRequest fromAnotherSite() {
        return new BadRequest(403, "a page of another site may not ask this");
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : "";
    }
}
