package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.app.TestServer;
import org.odklep.gate.ldap.Directory;
import org.odklep.kernel.AccountName;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignIns;
import org.odklep.testing.Documentation;
import org.odklep.testing.ImapClient;
import org.odklep.testing.MailServer;
import org.odklep.testing.MailSetup;
import org.odklep.testing.TestDirectory;
import org.odklep.user.User;

/** A real Dovecot that asks auth policy first and binds over LDAP then, as docs/ldap.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryIT {
    private static final String RIGHT = "tri-gore-onkraj-reke-7";
    private static final String OTHER = "sedem-mlinov-ob-potoku-3";
    private static final String HOME = "127.0.1.7";
    private static final String ATTACKER = "127.0.9.9";

    private final TestDirectory files = TestDirectory.create();
    private TestServer odklep;
    private Directory directory;
    private MailServer mail;

    @BeforeAll
    void start() throws IOException {
        odklep = TestServer.start();
        directory = new Directory(odklep);
        Documentation page = Documentation.of("docs/ldap.md");
        String ldap = files.write(
                        "dovecot-ldap.conf.ext",
                        page.block("# /etc/dovecot/dovecot-ldap.conf.ext").replace(":10389", ":" + odklep.ldapPort()))
                .toString();
        String passdb = page.block("# /etc/dovecot/conf.d/99-odklep-ldap.conf")
                .replace("/etc/dovecot/dovecot-ldap.conf.ext", ldap)
                .replaceAll("(?s)userdb \\{.*", "");
        MailSetup setup = new MailSetup()
                .internalDomain("example.si")
                .policy("inet:127.0.0.1:" + odklep.policyPort())
                .dovecot(passdb)
                .dovecot("auth_policy_server_url = " + odklep.dovecotUrl())
                .dovecot("auth_policy_server_api_header = X-API-Key: "
                        + Files.readString(odklep.data().resolve("dovecot.key")).strip())
                .dovecot("auth_policy_hash_nonce = a-nonce-of-this-test");
        mail = MailServer.start(setup);
    }

    @AfterAll
    void stop() {
        try (files) {
            mail.close();
        } finally {
            odklep.close();
        }
    }

    @Test
    void aRightPasswordLetsInByNameAndByAlias() {
        directory.add("ana@example.si", "Ana Novak", RIGHT, "ana.novak@example.si");
        assertThat(login(HOME, "ana@example.si", RIGHT)).startsWith("OK");
        assertThat(login(HOME, "ana.novak@example.si", RIGHT)).startsWith("OK");
        assertThat(login(HOME, "ana@example.si", "wrong")).startsWith("NO");
    }

    @Test
    void eachAttemptCountsOnceAndNoNameEscapesTheLock() {
        directory.add("bor@example.si", "Bor Kos", RIGHT, "bor.kos@example.si");
        assertThat(login(HOME, "bor@example.si", RIGHT)).startsWith("OK");
        List<String> names = List.of("bor@example.si", "bor.kos@example.si", "BOR@EXAMPLE.SI");
        for (int guess = 0; guess < 9; guess++) {
            assertThat(login(ATTACKER, names.get(guess % 3), "guess-" + guess)).startsWith("NO");
        }
        assertThat(lockouts("bor@example.si")).isZero();
        assertThat(login(ATTACKER, "bor@example.si", "guess-9")).startsWith("NO");
        assertThat(lockouts("bor@example.si")).isEqualTo(1);
        names.forEach(name -> assertThat(login(ATTACKER, name, RIGHT)).startsWith("NO"));
        assertThat(login(HOME, "bor@example.si", RIGHT)).startsWith("OK");
    }

    @Test
    void theOldPasswordIsWrongAsSoonAsItIsReset() {
        User cita = directory.add("cita@example.si", "Cita", RIGHT);
        assertThat(login(HOME, "cita@example.si", RIGHT)).startsWith("OK");
        directory.reset(cita, OTHER, false);
        assertThat(login(HOME, "cita@example.si", RIGHT)).startsWith("NO");
        assertThat(login(HOME, "cita@example.si", OTHER)).startsWith("OK");
        directory.block(cita);
        assertThat(login(HOME, "cita@example.si", OTHER)).startsWith("NO");
    }

    @Test
    void theLogTellsThatAPasswordMustChange() {
        User dana = directory.add("dana@example.si", "Dana", RIGHT);
        directory.reset(dana, OTHER, true);
        assertThat(login(HOME, "dana@example.si", OTHER)).startsWith("NO");
        odklep.bean(SignInJournal.class).flush();
        assertThat(odklep.bean(SignInJournal.class).pending(AccountName.of("dana@example.si")))
                .isEmpty();
        assertThat(codes("dana@example.si")).contains(50055);
    }

    private List<Integer> codes(String account) {
        return odklep
                .bean(SignInLog.class)
                .list(new SignInLog.Query(Optional.of(AccountName.of(account)), Optional.empty(), Optional.empty(), 10))
                .stream()
                .map(each -> each.code().number())
                .toList();
    }

    private int lockouts(String account) {
        return odklep.bean(SignIns.class)
                .lockouts(AccountName.of(account), odklep.clock().instant())
                .size();
    }

    private String login(String from, String account, String password) {
        try (ImapClient client = ImapClient.connect(from, mail.imapPort())) {
            return client.login(account, password);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(mail.dovecotLog(), e);
        }
    }
}
