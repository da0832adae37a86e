package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.gate.dovecot.doveadm.SignOuts;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.testing.FreePorts;
import org.odklep.testing.ImapClient;
import org.odklep.testing.MailServer;
import org.odklep.testing.MailSetup;
import org.odklep.testing.TestDirectory;
import org.odklep.user.NewPassword;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** A real Dovecot that caches passwords ends sessions and forgets as soon as a user changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignOutIT {
    private static final String HOME = "127.0.1.7";
    private static final String KEY = "a-key-of-this-test";
    private static final String RESET = "/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration RESTART = Duration.ofSeconds(30);
    private static final Actor ULA = new Actor(
            "ula", Role.GLOBAL_ADMINISTRATOR, ClientAddress.parse("192.0.2.7").orElseThrow());

    private final TestDirectory directory = TestDirectory.create();
    private final int doveadmPort = FreePorts.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private TestServer odklep;
    private Secret token;
    private MailServer mail;

    @BeforeAll
    void start() {
        odklep = TestServer.start(
                "--odklep.doveadm.urls=http://127.0.0.1:" + doveadmPort, "--odklep.doveadm.api-key=" + KEY);
        token = odklep.token(Role.GLOBAL_ADMINISTRATOR, "ula");
        mail = MailServer.start(new MailSetup()
                .internalDomain("example.si")
                .user("nobody@example.si", "x")
                .dovecot("auth_cache_size = 1M")
                .dovecot("auth_cache_ttl = 1 hour")
                .dovecot("doveadm_api_key = " + KEY)
                .dovecot("""
                        service doveadm {
                          inet_listener http {
                            address = 127.0.0.1
                            port = %d
                          }
                        }
                        passdb {
                          driver = dict
                          args = %s
                        }
                        """.formatted(doveadmPort, directory.write("dict.conf", """
                                uri = fs:posix:prefix=%s/
                                default_pass_scheme = PLAIN
                                key passdb {
                                  key = passdb/%%u
                                  format = json
                                }
                                passdb_objects = passdb
                                """.formatted(directory.path())))));
    }

    @AfterAll
    void stop() {
        try (directory;
                http) {
            mail.close();
        } finally {
            odklep.close();
        }
    }

    @Test
    void aBlockEndsAnOpenSessionWithinASecond() {
        User ana = add("ana@example.si");
        password("ana@example.si", "first");
        try (ImapClient session = ImapClient.connect(HOME, mail.imapPort());
                ImapClient second = ImapClient.connect(HOME, mail.imapPort())) {
            assertThat(session.login("ana@example.si", "first")).startsWith("OK");
            assertThat(second.login("ana@example.si", "first")).startsWith("OK");

            call("PATCH", "/v1.0/users/" + ana.id(), "{\"accountEnabled\": false, \"reason\": \"Phished.\"}", 204);
            long answered = System.nanoTime();
            assertThat(session.awaitEnd(RESTART)).isTrue();
            assertThat(second.awaitEnd(RESTART)).isTrue();
            assertThat(since(answered, "from the answer of a block to the end of two open IMAP sessions"))
                    .isLessThan(AT_ONCE);
        }
        AuditEvent entry = awaitEntry("ana@example.si");
        assertThat(entry.reason()).isEqualTo("Sign-in blocked by token:ula at 2027-03-01T10:00:00.123Z");
        assertThat(entry.after()).isEqualTo("done: cached passwords forgotten; sessions ended: ana@example.si");
    }

    @Test
    void theOldPasswordFailsWithinASecondAfterAResetThoughDovecotCachesIt() {
        User bor = add("bor@example.si");
        password("bor@example.si", "old");
        assertThat(login("bor@example.si", "old")).startsWith("OK");
        password("bor@example.si", "new");
        assertThat(login("bor@example.si", "old")).as("the cache works").startsWith("OK");

        call("POST", "/v1.0/users/" + bor.id() + RESET, "{\"newPassword\": \"nakit-sonce-voda-92\"}", 202);
        long answered = System.nanoTime();
        int tries = 1;
        while (login("bor@example.si", "old").startsWith("OK")) {
            tries++;
            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(RESTART);
        }
        assertThat(since(
                        answered, "from the answer of a reset until a cached old password is refused, at try " + tries))
                .isLessThan(AT_ONCE);
        assertThat(login("bor@example.si", "new")).startsWith("OK");
    }

    @Test
    void sessionsEndUnderAnAliasAndUnderTheNameWithoutItsDomain() {
        User cene = add("cene@example.si", "cene.kos@example.com");
        for (String name : List.of("cene", "cene.kos@example.com")) {
            password(name, "first");
        }
        try (ImapClient bare = ImapClient.connect(HOME, mail.imapPort());
                ImapClient alias = ImapClient.connect(HOME, mail.imapPort())) {
            assertThat(bare.login("cene", "first")).startsWith("OK");
            assertThat(alias.login("cene.kos@example.com", "first")).startsWith("OK");

            users().delete(cene.id(), Reason.of("Left."), ULA, odklep.clock().instant());
            assertThat(bare.awaitEnd(RESTART)).isTrue();
            assertThat(alias.awaitEnd(RESTART)).isTrue();
        }
    }

    @Test
    void aChangeWhileDovecotIsDownIsDoneWhenItIsBack() {
        User dana = add("dana@example.si");
        mail.withoutDovecot(() -> {
            long before = System.nanoTime();
            users().revokeSessions(dana.id(), ULA, odklep.clock().instant());
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
            await(() -> odklep.bean(SignOuts.class).retried() > 0);
        });
        assertThat(awaitEntry("dana@example.si").after())
                .matches("done after \\d+ tries: cached passwords forgotten; no open session");
    }

    /** A call of the API by a token named ula. */
    private void call(String method, String path, String body, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(odklep.url() + path))
                .header("Authorization", "Bearer " + token.reveal())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a test found, also for whoever reads its output. */
    private static Duration since(long nanoTime, String what) {
        Duration passed = Duration.ofNanos(System.nanoTime() - nanoTime);
        System.out.printf("%s: %d ms%n", what, passed.toMillis());
        return passed;
    }

    private Users users() {
        return odklep.bean(Users.class);
    }

    private User add(String name, String... aliases) {
        Profile profile = Profile.of(AccountName.of(name), "Somebody")
                .withAliases(Set.copyOf(
                        List.of(aliases).stream().map(AccountName::of).toList()));
        NewPassword password = new NewPassword(Optional.of(Secret.of("čmrlj žuželka šuma")), false, true);
        UserCreation made = odklep.bean(UserPasswords.class)
                .create(
                        new Users.Edit(profile, Set.of()),
                        password,
                        ULA,
                        odklep.clock().instant());
        return ((UserCreation.Created) made).user();
    }

    /** What Dovecot finds when it looks, and does not answer from its cache. */
    private void password(String name, String password) {
        directory.write("passdb/" + name, "{\"password\":\"" + password + "\"}");
    }

    private AuditEvent awaitEntry(String target) {
        await(() -> newest(target).isPresent());
        return newest(target).orElseThrow();
    }

    private Optional<AuditEvent> newest(String target) {
        AuditQuery query = new AuditQuery(Optional.of(target), Long.MAX_VALUE, 1);
        return odklep.bean(AuditLog.class).newest(query).stream()
                .map(AuditEntry::event)
                .filter(event -> event.action().equals("user.signOut"))
                .findFirst();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + RESTART.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within " + RESTART).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private String login(String account, String password) {
        try (ImapClient client = ImapClient.connect(HOME, mail.imapPort())) {
            return client.login(account, password);
        }
    }
}
