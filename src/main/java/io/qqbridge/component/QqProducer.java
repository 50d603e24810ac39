package io.qqbridge.component;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.gateway.CommandSource;
import io.qqbridge.gateway.Commands;
import io.qqbridge.gateway.Commands.Done;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Carries out commands. A body that is a list of {@link CommandRecord} is taken in, and the
 * exchange goes on at once: their results will be events like others, for the route that receives
 * results. Any other body is read as one command's JSON, its account in the {@code QqAccount}
 * header or the JSON; the exchange goes on when it has become that command's result. Dead letters
 * go to the route that receives them, before the exchange goes on.
 */
public class QqProducer extends DefaultAsyncProducer {
    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

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
            if (!(message.getBody() instanceof List<?> records)) {
                commands().execute(List.of(command(message)), new FromRoute(exchange, callback));
                return false;
            }
            takeIn(records.stream().map(CommandRecord.class::cast).toList());
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

    private void takeIn(List<CommandRecord> records) {
        CommandSource source = getEndpoint().getComponent().getCommandSource();
        source.accepted(records);
        try {
            commands().execute(records, new FromSource(source, results()));
        } catch (RuntimeException e) {
            records.forEach(source::left);
            throw e;
        }
    }

    /** Commands whose results go their own way. */
    private record FromSource(CommandSource source, Results results) implements Commands.Caller {
        @Override
        public boolean isWanted(CommandRecord record) {
            return source.isOurs(record);
        }

        @Override
        public CompletableFuture<Void> ended(Done end) {
            CompletableFuture<Void> safe = results.add(end);
            return source.isShared() ? safe : AT_ONCE;
        }

        @Override
        public void known(CommandRecord record) {
            CompletableFuture<Void> unused =
                    source.done(List.of(record))
                            .whenComplete(
                                    (done, failure) -> {
                                        if (failure != null) {
                                            source.left(record);
                                        }
                                    });
        }

        @Override
        public void left(CommandRecord record, String reason) {
            source.left(record);
        }
    }

    /** A command whose exchange waits for its result. */
    private final class FromRoute implements Commands.Caller {
        private final Exchange exchange;
        private final AsyncCallback callback;

        FromRoute(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
        }

        @Override
        public boolean isWanted(CommandRecord record) {
            return true;
        }

        @Override
        public CompletableFuture<Void> ended(Done end) {
            Thread.ofVirtual().name("qq-send").start(() -> goOn(end));
            return AT_ONCE;
        }

        @Override
        public void known(CommandRecord record) {
            throw new IllegalStateException("a route's own command has been nowhere before");
        }

        @Override
        public void left(CommandRecord record, String reason) {
            exchange.setException(new IllegalStateException(reason));
            Thread.ofVirtual().name("qq-send").start(() -> callback.done(false));
        }

        private void goOn(Done end) {
            try {
                results().deliver("dead letters", Results.deadLetters(List.of(end)));
                exchange.getMessage().setBody(Results.result(end));
                exchange.getMessage().setHeader(QqConstants.OUTCOME, end.result().outcome().word());
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
            callback.done(false);
        }
    }

    /** A route's own command has no place in Kafka from which its marks could follow. */
    private static CommandRecord command(Message message) {
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
