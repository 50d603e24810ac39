package io.qqbridge.simulator;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Somebody with a QQ number: an account that a client can log in to, or a simulated contact. */
abstract sealed class Somebody permits SimulatedAccount, SimulatedContact {
    /** The protocol's states that matter here. */
    static final int ONLINE = 10;

    static final int OFFLINE = 20;
    static final int BUSY = 30;
    static final int INVISIBLE = 40;

    private final long number;
    private final String uin;
    // By number, because pages are asked for as `after this number`.
    private final NavigableMap<Long, Somebody> contacts = new TreeMap<>();
    private Adding adding;

    Somebody(long number, Adding adding) {
        this.number = number;
        this.uin = Long.toString(number);
        this.adding = adding;
    }

    /** The state as others see it: who is invisible looks offline. */
    abstract int state();

    final String uin() {
        return uin;
    }

    final Persona persona() {
        return Persona.of(number);
    }

    final Adding adding() {
        return adding;
    }

    final void adding(Adding whoMay) {
        adding = whoMay;
    }

    final Collection<Somebody> contacts() {
        return Collections.unmodifiableCollection(contacts.values());
    }

    final Collection<Somebody> contactsAfter(long afterNumber) {
        return contacts.tailMap(afterNumber, false).values();
    }

    final boolean knows(Somebody other) {
        return contacts.containsKey(other.number);
    }

    /** Being contacts is mutual here. */
    final void befriend(Somebody other) {
        contacts.put(other.number, other);
        other.contacts.put(number, this);
    }

    final void part(Somebody other) {
        contacts.remove(other.number);
        other.contacts.remove(number);
    }
}
