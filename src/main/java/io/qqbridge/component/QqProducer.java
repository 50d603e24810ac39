package io.qqbridge.component;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.Envelope;
import io.qqbridge.gateway.Commands;
import io.qqbridge.gateway.Commands.Done;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries out commands. A body that is a list of {@link CommandRecord} becomes the list of their
 * results as {@link Envelope}; any other body is read as one command's JSON, its account in the
 * {@code QqAccount} header or the JSON, and becomes that command's result. Dead letters go to the
 * route that receives them, before the exchange is done.
 */
public class QqProducer extends DefaultAsyncProducer {
    private static final Logger LOG = LoggerFactory.getLogger("qq.component");

    /** Between two tries to deliver dead letters. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    public QqProducer(QqEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public QqEndpoint getEndpoint() {
        return (QqEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Thread.ofVirtual()
                .name("qq-send")
                .start(
                        () -> {
                            try {
                                process(exchange.getMessage());
                            } catch (RuntimeException e) {
                                exchange.setException(e);
                            }
                            callback.done(false);
                        });
        return false;
    }

    private void process(Message message) {
        Commands commands = getEndpoint().getComponent().getCommands();
        if (commands == null) {
            throw new IllegalStateException(
                    "qq:send has no sessions to send with: set the component's option 'commands'");
        }
        if (message.getBody() instanceof List<?> body) {
            List<CommandRecord> records = body.stream().map(CommandRecord.class::cast).toList();
            List<Done> done = commands.execute(records);
            deliverDeadLetters(done);
            message.setBody(done.stream().map(QqProducer::result).toList());
        } else {
            List<Done> done = commands.execute(List.of(single(message)));
            deliverDeadLetters(done);
            message.setBody(result(done.getFirst()));
            message.setHeader(QqConstants.OUTCOME, done.getFirst().result().outcome().word());
        }
    }

    private void deliverDeadLetters(List<Done> done) {
        List<Envelope> letters = new ArrayList<>();
        for (Done end : done) {
            end.deadLetter()
                    .ifPresent(
                            letter ->
                                    letters.add(
                                            new Envelope(
                                                    end.record().consequence("dead"),
                                                    letter,
                                                    cause(end))));
        }
        while (!letters.isEmpty() && !isDelivered(letters)) {
            if (!isRunAllowed()) {
                throw new IllegalStateException("stopped before the dead letters were delivered");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Tried again here and not by the route, which would carry the commands out once more. */
    private boolean isDelivered(List<Envelope> letters) {
        try {
            getEndpoint().getComponent().deliver(letters).join();
            return true;
        } catch (CompletionException e) {
            LOG.warn(
                    "dead letters were not delivered, trying again: {}",
                    String.valueOf(e.getCause()));
            return false;
        }
    }

    /**
     * Its id follows from the command's, so that a redelivered command has the same result's id.
     */
    private static Envelope result(Done done) {
        Map<String, String> extensions = new HashMap<>(done.record().headers());
        extensions.putAll(cause(done));
        return new Envelope(done.record().consequence("result"), done.result(), extensions);
    }

    private static Map<String, String> cause(Done done) {
        return Map.of(Envelope.CAUSATION_ID, done.record().id());
    }

    /** A route's own command has no place in Kafka from which its marks could follow. */
    private static CommandRecord single(Message message) {
        byte[] value =
                message.getBody() instanceof byte[] bytes
                        ? bytes
                        : String.valueOf(message.getBody(String.class))
                                .getBytes(StandardCharsets.UTF_8);
        return new CommandRecord(
                message.getExchange().getExchangeId(),
                Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)),
                message.getHeader(QqConstants.ACCOUNT, String.class),
                value,
                null,
                Map.of(),
                Instant.now());
    }
}
