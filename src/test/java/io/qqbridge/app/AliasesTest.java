package io.qqbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.gateway.Account;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What accounts are called that the file gives no name. */
class AliasesTest {
    @TempDir private Path folder = Path.of("");
    private AccountsFile accounts = new AccountsFile(folder);

    @BeforeEach
    void isThere() {
        accounts = new AccountsFile(folder.resolve("accounts.yaml"));
    }

    private List<Account> read(String... entries) throws Exception {
        Files.writeString(
                folder.resolve("accounts.yaml"),
                Arrays.stream(entries)
                        .map(entry -> "  - {%s, password: demo}\n".formatted(entry))
                        .collect(Collectors.joining("", "accounts:\n", "")));
        return accounts.read();
    }

    private static List<String> aliases(List<Account> accounts) {
        return accounts.stream().map(Account::alias).toList();
    }

    @Test
    void theyAreCalledByTheirPlace() throws Exception {
        assertThat(aliases(read("uin: 1", "uin: 2, alias: two", "uin: 3")))
                .containsExactly("account-1", "two", "account-3");
    }

    /** Each would be logged out, and in again under another name. */
    @Test
    void theyStayTheSameAccountsWhereOneBeforeThemGoesOrComes() throws Exception {
        List<Account> before = read("uin: 1", "uin: 2", "uin: 3");

        assertThat(read("uin: 2", "uin: 3")).isEqualTo(before.subList(1, 3));
        List<Account> more = read("uin: 4", "uin: 2", "uin: 3");
        assertThat(more.subList(1, 3)).isEqualTo(before.subList(1, 3));
        assertThat(aliases(more)).doesNotHaveDuplicates();
    }

    @Test
    void whoChoosesANameThatAnotherWasGivenHasIt() throws Exception {
        assertThat(aliases(read("uin: 1", "uin: 2"))).containsExactly("account-1", "account-2");

        assertThat(aliases(read("uin: 1", "uin: 2", "uin: 3, alias: account-2")))
                .containsExactly("account-1", "account-3", "account-2");
    }

    @Test
    void anAliasThatIsLeftEmptyIsNone() throws Exception {
        assertThat(aliases(read("uin: 1, alias: ", "uin: 2, alias: ")))
                .containsExactly("account-1", "account-2");
    }

    @Test
    void aNameThatAnotherHasChosenIsNotGiven() throws Exception {
        assertThat(aliases(read("uin: 1", "uin: 2", "uin: 3, alias: account-2")))
                .containsExactly("account-1", "account-3", "account-2");
    }
}
