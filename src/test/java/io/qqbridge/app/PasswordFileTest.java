package io.qqbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Secret;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file that an account's {@code password-file} names: none keeps the program from starting. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class PasswordFileTest {
    private static final String CANARY = "c4n4ry-p4ssw0rd";
    private static final int MOST = 64 * 1024;

    @TempDir private Path folder = Path.of("");
    private Path secret = Path.of("");

    @BeforeEach
    void namesIt() throws Exception {
        secret = folder.resolve("secret.txt");
        names(secret.getFileName());
    }

    private void names(Path passwordFile) throws Exception {
        Files.writeString(
                folder.resolve("accounts.yaml"),
                "accounts:\n  - {uin: 10001, password-file: %s}\n".formatted(passwordFile));
    }

    @Test
    void itsTextWithoutTheLineEndIsThePassword() throws Exception {
        Files.writeString(secret, CANARY + "\n");
        isThePassword();
    }

    @Test
    void theMarkWithWhichSomeEditorsBeginIsNoPartOfIt() throws Exception {
        Files.writeString(secret, "\uFEFF" + CANARY + "\r\n");
        isThePassword();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\uFEFF"})
    void anEmptyOneMayBeJustBeingWrittenAndIsRefused(String text) throws Exception {
        Files.writeString(secret, text);
        isRefusedFor("it is empty");
    }

    @Test
    void mayBeALinkAsKubernetesMakesThem() throws Exception {
        Files.writeString(folder.resolve("data"), CANARY);
        Files.createSymbolicLink(secret, Path.of("data"));
        isThePassword();
    }

    @Test
    void mayHave64Kilobytes() throws Exception {
        Files.writeString(secret, CANARY + " ".repeat(MOST - CANARY.length()));
        isThePassword();
    }

    @Test
    void aLargerOneIsRefused() throws Exception {
        Files.writeString(secret, CANARY + " ".repeat(MOST - CANARY.length() + 1));
        isRefusedFor("it is larger than 64 KB");
    }

    @Test
    void aPipeIsRefusedAndNotWaitedFor() throws Exception {
        int exit = new ProcessBuilder("mkfifo", secret.toString()).inheritIO().start().waitFor();
        assertThat(exit).isZero();
        isRefusedFor("it is no regular file");
    }

    @Test
    void aDeviceWithoutEndIsRefused() throws Exception {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        names(zero);
        isRefusedFor("it is no regular file");
    }

    @Test
    void aFolderIsRefused() throws Exception {
        Files.createDirectory(secret);
        isRefusedFor("it is no regular file");
    }

    @Test
    void whatIsNoTextIsRefused() throws Exception {
        Files.write(secret, new byte[] {(byte) 0xff});
        isRefusedFor("it is not UTF-8 text");
    }

    @Test
    void aMissingOneIsNamedWithItsAccount() {
        isRefusedFor("there is no such file");
    }

    private void isThePassword() throws Exception {
        assertThat(new AccountsFile(folder.resolve("accounts.yaml")).read())
                .extracting(Account::secret)
                .containsExactly(Secret.ofPassword(CANARY));
    }

    private void isRefusedFor(String reason) {
        Path accounts = folder.resolve("accounts.yaml");
        assertThatThrownBy(() -> new AccountsFile(accounts).read())
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "account 1 in %s: the file that its password-file names cannot be read"
                                + " (%s); it lies beside accounts.yaml",
                        accounts, reason);
    }
}
