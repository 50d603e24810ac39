package io.qqbridge.console;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.qqbridge.gateway.Sessions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** What a person can do. Each is written to the log, for whoever wonders later. */
final class Actions {
    private static final Logger LOG = LoggerFactory.getLogger("qq.console");

    private static final int LONGEST_ANSWER = 64;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final Parts parts;
    private final ReentrantLock replaying = new ReentrantLock();

    Actions(Parts parts) {
        this.parts = parts;
    }

    /** Asks something of an account's session; returns at once, and the session does it soon. */
    void ask(AccountRow row, String action, byte[] body) {
        JsonNode fields = json(body);
        String uin = row.account().uin();
        Sessions sessions = parts.sessions();
        boolean known =
                switch (action) {
                    case "login" -> sessions.login(uin);
                    case "logout" -> sessions.logout(uin);
                    case "pause" -> sessions.hold(uin);
                    case "resume" -> sessions.resume(uin);
                    case "captcha" -> answer(uin, fields);
                    default ->
                            throw new BadRequest(
                                    404,
                                    "there are login, logout, pause, resume and captcha, no other"
                                            + " actions");
                };
        if (!known) {
            throw new BadRequest(404, "there is no such account");
        }
        LOG.atInfo().addKeyValue("account", row.alias()).log("by hand in the console: {}", action);
    }

    private boolean answer(String uin, JsonNode fields) {
        String text = text(fields, "answer").strip();
        if (text.isEmpty() || text.length() > LONGEST_ANSWER) {
            throw new BadRequest(
                    "answer is what the picture shows, %d characters at most"
                            .formatted(LONGEST_ANSWER));
        }
        if (!parts.sessions().answer(uin, text)) {
            throw new BadRequest(409, "the account waits with no picture");
        }
        return true;
    }

    /** Has a dead letter carried out again; blocks until Kafka has it. */
    void replay(byte[] body) throws InterruptedException {
        String place = text(json(body), "place");
        if (!replaying.tryLock()) {
            throw new BadRequest(409, "another letter is being replayed; try again");
        }
        try {
            String stays = parts.deadLetters().replay(place);
            if (!stays.isEmpty()) {
                throw new BadRequest(409, Shown.anonymous(stays));
            }
            LOG.info("by hand in the console: replayed the dead letter at {}", place);
        } catch (DeadLetters.UnavailableException e) {
            throw new BadRequest(503, Shown.anonymous(String.valueOf(e.getMessage())));
        } finally {
            replaying.unlock();
        }
    }

    private static String text(JsonNode fields, String name) {
        if (!fields.path(name).isTextual()) {
            throw new BadRequest("the body has no text '%s'".formatted(name));
        }
        return fields.path(name).textValue();
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode fields = MAPPER.readTree(body);
            if (fields.isObject()) {
                return fields;
            }
            throw new BadRequest("the body is no JSON object");
        } catch (JacksonException e) {
            throw new BadRequest("the body is no JSON");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }
}
