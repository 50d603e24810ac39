package io.qqbridge.component;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.Envelope;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.List;

/** The component with {@link OneSession} to send with, in a Camel of its own for each test. */
final class SendingFixture implements BeforeEachCallback, AfterEachCallback {
    final DefaultCamelContext camel = new DefaultCamelContext();
    final QqComponent qq = new QqComponent(camel);
    final OneSession session = new OneSession();

    @Override
    public void beforeEach(ExtensionContext test) throws InterruptedException {
        session.bringOnline();
        qq.setCommands(session.sessions.commands());
        camel.addComponent("qq", qq);
        camel.start();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        camel.stop();
        session.close();
    }

    /** What a route's {@code qq:send} makes of this body. */
    Exchange send(@Nullable Object body, @Nullable String account) {
        return camel.createProducerTemplate()
                .send(
                        "qq:send",
                        (Exchange exchange) -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeader(QqConstants.ACCOUNT, account);
                        });
    }

    /** A route for the events of this kind. */
    void receive(String kind, Processor processor) throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("qq:receive?events=" + kind).process(processor);
                    }
                });
    }

    static CommandResult result(Object body) {
        return (CommandResult) ((Envelope) body).event();
    }

    static List<Envelope> envelopes(Exchange exchange) {
        List<?> body = exchange.getMessage().getBody(List.class);
        return body.stream().map(Envelope.class::cast).toList();
    }
}
