package io.qqbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.component.QqConstants;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The routes that ship, between stand-ins for Kafka and QQ that fail as a test wishes: what the
 * real ones can hardly be brought to do at a given moment.
 */
class ShippedRoutesTest {
    private final Main camel = new Main();
    private final List<String> calls = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private String failing = "kafka";
    private final StandIn kafka = new StandIn("kafka");
    private final StandIn qq = new StandIn("qq");

    /** Writes down what reaches it; its producer fails while there are failures left. */
    private final class StandIn extends DefaultComponent {
        private final String scheme;
        private Processor commands = exchange -> {};
        private Processor messages = exchange -> {};
        private Processor results = exchange -> {};

        StandIn(String scheme) {
            this.scheme = scheme;
        }

        @Override
        protected Endpoint createEndpoint(
                String uri, String remaining, Map<String, Object> parameters) {
            parameters.clear();
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            calls.add(scheme + ":" + remaining);
                            if (scheme.equals(failing) && failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("Kafka is away");
                            }
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    if (remaining.endsWith("command.v1")) {
                        commands = processor;
                    } else if (uri.endsWith("events=message")) {
                        messages = processor;
                    } else if (uri.endsWith("events=result")) {
                        results = processor;
                    }
                    return new DefaultConsumer(this, processor);
                }
            };
        }
    }

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.setProperty("camel.main.routesIncludePattern", "file:routes/*.yaml");
        // The stand-ins have none of the options that the real components would be given.
        properties.setProperty("camel.main.autowiredEnabled", "false");
        properties.setProperty("qq.topics.prefix", "qq.");
        properties.setProperty("qq.command.group", "group");
        camel.setPropertyPlaceholderLocations("false");
        camel.setInitialProperties(properties);
        Processor read = exchange -> calls.add("read");
        camel.bind("commandRecords", read);
        Processor nothing = exchange -> {};
        camel.bind("kafkaRecords", nothing);
        camel.init();
        camel.getCamelContext().addComponent("kafka", kafka);
        camel.getCamelContext().addComponent("qq", qq);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange run(Processor route) throws Exception {
        Exchange exchange = camel.getCamelContext().getEndpoint("qq:receive").createExchange();
        exchange.getMessage().setHeader(QqConstants.ACCOUNT, "10001");
        exchange.getMessage().setBody(List.of("record"));
        route.process(exchange);
        return exchange;
    }

    @Test
    void aCommandIsReadAndGivenToItsAccount() throws Exception {
        assertThat(run(kafka.commands).getException()).isNull();
        assertThat(calls).containsExactly("read", "qq:send");
    }

    @Test
    void aCommandThatCannotBeTakenInYetIsTriedAgainBeforeTheNext() throws Exception {
        failing = "qq";
        failures.set(2);

        assertThat(run(kafka.commands).getException()).isNull();
        assertThat(calls).containsExactly("read", "qq:send", "qq:send", "qq:send");
    }

    @Test
    void resultsGoToKafkaAndWhatItDidNotTakeGoesBackAtOnce() throws Exception {
        failures.set(1);

        assertThat(run(qq.results).getException()).hasMessage("Kafka is away");
        assertThat(run(qq.results).getException()).isNull();
        assertThat(calls).containsExactly("kafka:qq.result.v1", "kafka:qq.result.v1");
    }

    @Test
    void messagesThatKafkaDidNotTakeGoBackToTheSessionAtOnce() throws Exception {
        failures.set(2);

        Exchange exchange = run(qq.messages);

        assertThat(exchange.getException()).hasMessage("Kafka is away");
        assertThat(calls).containsExactly("kafka:qq.message.v1");
    }
}
