package io.qqbridge.app;

import io.qqbridge.console.AccountBook;
import io.qqbridge.console.Console;
import io.qqbridge.console.DeadLetters;
import io.qqbridge.console.Parts;
import io.qqbridge.gateway.Gate;
import io.qqbridge.gateway.Sessions;
import io.qqbridge.gateway.Time;
import io.qqbridge.metrics.BridgeMeters;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is ours on the management port; metrics, health of the process and the server are Camel's.
 */
final class Management {
    private Management() {}

    /** Adds the console to Camel's server, which must run; empty where there is none. */
    static Optional<Console> console(
            CamelContext context,
            Settings settings,
            AccountBook book,
            Sessions sessions,
            Gate gate,
            BridgeMeters meters,
            Memory memory,
            DeadLetters letters)
            throws Misconfigured {
        if (settings.managementPort() == 0) {
            return Optional.empty();
        }
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(
                        context,
                        VertxPlatformHttpRouter.getRouterNameFromPort(settings.managementPort()));
        Console console =
                new Console(
                        router,
                        new Parts(
                                book,
                                sessions,
                                gate,
                                meters::figures,
                                memory::bytes,
                                memory::oldestAge,
                                letters,
                                settings.consoleToken(),
                                settings.consoleTexts(),
                                Set.of(settings.get(Key.MANAGEMENT_HOST).toLowerCase(Locale.ROOT)),
                                Time.SYSTEM),
                        router.vertx());
        return Optional.of(console);
    }
}
