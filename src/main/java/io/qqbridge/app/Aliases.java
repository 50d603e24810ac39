package io.qqbridge.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What accounts are called that nobody gave a name: by their place, {@code account-3} for the
 * third. They stay that while the program runs, for an entry that comes or goes before them must
 * not make them other accounts.
 */
final class Aliases {
    /** By UIN. */
    private final Map<String, String> given;

    private final Set<String> taken;

    Aliases() {
        this(Map.of(), Set.of());
    }

    private Aliases(Map<String, String> before, Set<String> chosen) {
        given = new HashMap<>(before);
        given.values().removeAll(chosen);
        taken = new HashSet<>(chosen);
        taken.addAll(given.values());
    }

    /** The same, but for what is now the chosen name of some account. */
    Aliases beside(Set<String> chosen) {
        return new Aliases(given, chosen);
    }

    /**
     * @param place where the account stands, from 1 on
     */
    String of(String uin, int place) {
        return given.computeIfAbsent(uin, first -> free(place));
    }

    private String free(int place) {
        return IntStream.iterate(place, i -> i + 1)
                .mapToObj(i -> "account-" + i)
                .filter(taken::add)
                .findFirst()
                .orElseThrow();
    }
}
