package io.qqbridge.component;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.gateway.Commands;
import io.qqbridge.gateway.Commands.Done;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Carries out commands. A body that is a {@link CommandRecord} is taken in, and the exchange goes
 * on at once: its result will be an event like others, for the route that receives results. Any
 * other body is read as one command's JSON, its account in the {@code QqAccount} header or the
 * JSON; the exchange goes on when it has become that command's result. Dead letters go to the route
 * that receives them, before the exchange goes on.
 */
public class QqProducer extends DefaultAsyncProducer {
    public QqProducer(QqEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public QqEndpoint getEndpoint() {
        return (QqEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage();
            if (!(message.getBody() instanceof CommandRecord record)) {
                CompletableFuture<Done> unused =
                        commands()
                                .execute(single(message), () -> true)
                                .whenCompleteAsync(
                                        (end, failure) -> goOn(exchange, callback, end, failure),
                                        Thread::startVirtualThread);
                return false;
            }
            takeIn(record);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private Commands commands() {
        Commands commands = getEndpoint().getComponent().getCommands();
        if (commands == null) {
            throw new IllegalStateException(
                    "qq:send has no sessions to send with: set the component's option 'commands'");
        }
        return commands;
    }

    private Results results() {
        return getEndpoint().getComponent().results();
    }

    private void takeIn(CommandRecord record) {
        CommandSource source = getEndpoint().getComponent().getCommandSource();
        source.accepted(record);
        try {
            CompletableFuture<Done> unused =
                    commands()
                            .execute(record, () -> source.isOurs(record))
                            .whenComplete(
                                    (end, failure) -> {
                                        if (failure == null) {
                                            results().add(end);
                                        } else {
                                            source.left(record);
                                        }
                                    });
        } catch (RuntimeException e) {
            source.left(record);
            throw e;
        }
    }

    private void goOn(
            Exchange exchange,
            AsyncCallback callback,
            @Nullable Done end,
            @Nullable Throwable failure) {
        try {
            if (end == null) {
                exchange.setException(failure);
            } else {
                results().deliver("dead letters", Results.deadLetters(List.of(end)));
                exchange.getMessage().setBody(Results.result(end));
                exchange.getMessage().setHeader(QqConstants.OUTCOME, end.result().outcome().word());
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(false);
    }

    /** A route's own command has no place in Kafka from which its marks could follow. */
    private static CommandRecord single(Message message) {
        byte[] value =
                message.getBody() instanceof byte[] bytes
                        ? bytes
                        : String.valueOf(message.getBody(String.class))
                                .getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();
        return new CommandRecord(
                message.getExchange().getExchangeId(),
                Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)),
                message.getHeader(QqConstants.ACCOUNT, String.class),
                value,
                null,
                Map.of(),
                now,
                now);
    }
}
