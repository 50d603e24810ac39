package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Person;
import io.qqbridge.protocol.Request.Command;

import java.util.List;

/** Finds people by what their profiles say: the first twenty, on one page. */
final class Search {
    private static final int MOST = 20;

    private Search() {}

    /** What the search leaves empty matches everybody, and so does the age 0. */
    static Reply find(World world, Command.Finger wanted) {
        List<Person> found =
                world.everybody().stream()
                        .filter(one -> matches(one.persona(), wanted))
                        .limit(MOST)
                        .map(Search::shown)
                        .toList();
        return new Reply.People(true, found);
    }

    private static boolean matches(Persona persona, Command.Finger wanted) {
        return matches(
                        Integer.toString(persona.age()),
                        wanted.age().equals("0") ? "" : wanted.age())
                && matches(Integer.toString(persona.sex()), wanted.sex())
                && matches(persona.province(), wanted.province().strip());
    }

    private static boolean matches(String has, String wanted) {
        return wanted.isEmpty() || has.equals(wanted);
    }

    private static Person shown(Somebody somebody) {
        Persona persona = somebody.persona();
        return new Person(somebody.uin(), persona.avatar(), persona.nickname());
    }
}
