package io.qqbridge.simulator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everybody who has a number. */
final class World {
    /** The number that the system itself speaks from. */
    static final long SYSTEM = 10000;

    /** Simulated contacts are numbered from here, accounts below it. */
    static final long FIRST_CONTACT = 560_000_001;

    private final List<SimulatedAccount> accounts;
    private final List<SimulatedContact> contacts;
    private final Map<String, Somebody> byUin;

    World(SimulatorOptions options) {
        int total = options.accounts() * options.contactsPerAccount();
        accounts = new ArrayList<>(options.accounts());
        contacts = new ArrayList<>(total);
        byUin = HashMap.newHashMap(options.accounts() + total);
        for (int i = 0; i < options.accounts(); i++) {
            SimulatedAccount account =
                    new SimulatedAccount(
                            options.firstUin() + i, conduct(options, i), options.accounts());
            accounts.add(account);
            byUin.put(account.uin(), account);
            for (int j = 0; j < options.contactsPerAccount(); j++) {
                SimulatedContact contact = new SimulatedContact(FIRST_CONTACT + contacts.size());
                contacts.add(contact);
                byUin.put(contact.uin(), contact);
                account.befriend(contact);
            }
        }
    }

    private static LoginConduct conduct(SimulatorOptions options, int index) {
        int fromTheEnd = options.accounts() - index;
        if (fromTheEnd <= options.captcha()) {
            return new LoginConduct.AskCaptcha();
        }
        return fromTheEnd <= options.captcha() + options.refusing()
                ? new LoginConduct.Refuse(LoginConduct.REFUSED)
                : new LoginConduct.Accept();
    }

    /** In the order of their numbers. */
    List<SimulatedAccount> accounts() {
        return Collections.unmodifiableList(accounts);
    }

    /** All simulated contacts, whosever they are. */
    List<SimulatedContact> contacts() {
        return Collections.unmodifiableList(contacts);
    }

    Collection<Somebody> everybody() {
        return Collections.unmodifiableCollection(byUin.values());
    }

    @Nullable Somebody find(String uin) {
        return byUin.get(uin);
    }

    @Nullable SimulatedAccount findAccount(String uin) {
        return byUin.get(uin) instanceof SimulatedAccount account ? account : null;
    }
}
