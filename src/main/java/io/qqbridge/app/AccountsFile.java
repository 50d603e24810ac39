package io.qqbridge.app;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code accounts.yaml}. No message of it repeats a password. */
public final class AccountsFile {
    private static final Pattern UIN = Pattern.compile("[0-9]{1,20}");
    private static final Pattern ALIAS = Pattern.compile("[\\p{L}\\p{N}._ -]{1,64}");
    private static final Set<String> FIELDS =
            Set.of("uin", "password", "password-file", "password-md5", "alias", "state", "enabled");
    private static final List<State> STATES = List.of(State.ONLINE, State.BUSY, State.INVISIBLE);

    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private final Path file;

    /** The files with passwords that it named when it was last read. */
    private final Set<Path> passwords = new LinkedHashSet<>();

    private Aliases unnamed = new Aliases();

    public AccountsFile(Path file) {
        this.file = file;
    }

    /**
     * Differs when the file, or one with a password that it named, has been written, replaced or
     * removed since.
     */
    String version() {
        StringBuilder version = new StringBuilder(version(file));
        passwords.forEach(password -> version.append(' ').append(version(password)));
        return version.toString();
    }

    private static String version(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return Reasons.of(e);
        }
    }

    /** The enabled accounts. */
    public List<Account> read() throws Misconfigured {
        List<Account> accounts = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        Set<String> aliases = new HashSet<>();
        passwords.clear();
        int number = 0;
        JsonNode entries = entries();
        Aliases others = unnamed.beside(chosen(entries));
        for (JsonNode entry : entries) {
            number++;
            String place = "account %d in %s".formatted(number, file);
            Optional<Account> account = account(entry, place, number, others);
            if (account.isEmpty()) {
                continue;
            }
            Integer earlier = places.putIfAbsent(account.get().uin(), number);
            if (earlier != null) {
                throw new Misconfigured(
                        "%s: its uin is that of account %d too; remove one"
                                .formatted(place, earlier));
            }
            if (!aliases.add(account.get().alias())) {
                throw new Misconfigured(
                        "%s: alias %s stands there twice; change one"
                                .formatted(place, account.get().alias()));
            }
            accounts.add(account.get());
        }
        unnamed = others;
        return accounts;
    }

    private static Set<String> chosen(JsonNode entries) {
        Set<String> aliases = new HashSet<>();
        entries.forEach(entry -> aliases.add(entry.path("alias").asText("")));
        return aliases;
    }

    private JsonNode entries() throws Misconfigured {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new Misconfigured(
                    "%s is not YAML: line %d, column %d: mend the indentation or quotes there"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new Misconfigured(
                    "accounts file %s cannot be read (%s); key qq.accounts.file names it"
                            .formatted(file, Reasons.of(e)));
        }
        JsonNode accounts = root.path("accounts");
        if (!accounts.isArray()) {
            throw new Misconfigured(
                    "%s has no list 'accounts:'; it looks like 'accounts: [{uin: 10001, password-file: secret}]'"
                            .formatted(file));
        }
        return accounts;
    }

    private Optional<Account> account(JsonNode entry, String place, int number, Aliases others)
            throws Misconfigured {
        for (var names = entry.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new Misconfigured(
                        "%s: unknown field%s; there are %s"
                                .formatted(place, shown(name), FIELDS.stream().sorted().toList()));
            }
        }
        String uin = entry.path("uin").asText("");
        if (!UIN.matcher(uin).matches()) {
            throw new Misconfigured("%s: uin is missing or not a number".formatted(place));
        }
        JsonNode enabled = entry.path("enabled");
        if (!enabled.isMissingNode() && !enabled.isBoolean()) {
            throw new Misconfigured("%s: enabled is true or false".formatted(place));
        }
        if (enabled.isBoolean() && !enabled.booleanValue()) {
            return Optional.empty();
        }
        String chosen = entry.path("alias").asText("");
        String alias = chosen.isEmpty() ? others.of(uin, number) : chosen;
        if (!ALIAS.matcher(alias).matches()) {
            throw new Misconfigured(
                    "%s: alias takes up to 64 letters, digits, '.', '_', '-' and blanks"
                            .formatted(place));
        }
        return Optional.of(new Account(uin, alias, secret(entry, place), state(entry, place)));
    }

    /**
     * A field's name, where it is a known one misspelt. Anything else may be a password at a wrong
     * place: without the blank behind its colon, {@code password:x} is one name.
     */
    private static String shown(String name) {
        boolean misspelt =
                FIELDS.stream().anyMatch(field -> Key.distance(field, name) <= field.length() / 3);
        return misspelt ? " " + name : " (not repeated here; a blank follows each colon)";
    }

    private Secret secret(JsonNode entry, String place) throws Misconfigured {
        String password = text(entry, "password", place);
        String passwordFile = text(entry, "password-file", place);
        String md5 = text(entry, "password-md5", place);
        int given =
                (password == null ? 0 : 1) + (passwordFile == null ? 0 : 1) + (md5 == null ? 0 : 1);
        if (given != 1) {
            throw new Misconfigured(
                    "%s: give %s of password, password-file and password-md5"
                            .formatted(place, given == 0 ? "one" : "only one"));
        }
        if (password != null) {
            return Secret.ofPassword(password);
        }
        if (md5 != null) {
            try {
                return Secret.ofMd5(md5);
            } catch (IllegalArgumentException e) {
                throw new Misconfigured("%s: password-md5 is %s".formatted(place, e.getMessage()));
            }
        }
        try {
            Path secret = file.resolveSibling(String.valueOf(passwordFile));
            passwords.add(secret);
            return Secret.ofPassword(PasswordFile.read(secret));
        } catch (IOException | InvalidPathException e) {
            // Neither its name nor a reason that names it: it may be a password at a wrong place.
            throw new Misconfigured(
                    "%s: the file that its password-file names cannot be read (%s); it lies beside %s"
                            .formatted(place, unreadable(e), file.getFileName()));
        }
    }

    private static String unreadable(Exception problem) {
        return switch (problem) {
            case NoSuchFileException e -> Reasons.of(e);
            case AccessDeniedException e -> Reasons.of(e);
            case CharacterCodingException e -> "it is not UTF-8 text";
            case PasswordFile.UnfitException e -> Reasons.of(e);
            default -> "it is no file with text";
        };
    }

    /** YAML would make another password of one that looks like a number: 0123 is its 83. */
    private static @Nullable String text(JsonNode entry, String field, String place)
            throws Misconfigured {
        JsonNode value = entry.path(field);
        if (value.isNumber() || value.isBoolean()) {
            throw new Misconfigured(
                    "%s: %s looks like a number or a truth value; put it in quotes"
                            .formatted(place, field));
        }
        return value.asText("").isEmpty() ? null : value.asText();
    }

    private static State state(JsonNode entry, String place) throws Misconfigured {
        String word = entry.path("state").asText(State.ONLINE.word());
        return STATES.stream()
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new Misconfigured("%s: state is one of %s".formatted(place, STATES)));
    }
}
