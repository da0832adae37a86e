package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.app.TestServer;
import org.odklep.cli.Cli.Outcome;

/** The commands about users against the server itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserCommandsOnServerTest {
    private static final String MADE = "[A-Z][a-z]{4}(-[a-z]{5}){3}-\\d\\d\\n";

    private TestServer server;

    @TempDir
    Path directory;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aUserIsAddedShownChangedFoundAndRemoved() {
        Outcome added =
                run("user", "add", "ana@example.si", "--display-name", "Ana Novak", "--alias", "ana.novak@example.si");
        assertThat(added.code()).as(added.errors()).isZero();
        assertThat(added.output()).matches(MADE);
        assertThat(added.errors()).contains("ana@example.si is added.", "only time");

        assertThat(run("user", "set", "ana", "--group", "staff", "--group", "choir", "--language", "sl")
                        .code())
                .isZero();
        assertThat(run("user", "show", "ana.novak@example.si").output())
                .contains("Ana Novak <ana@example.si>", "choir, staff", "new password needed");
        assertThat(run("user", "list", "--search", "novak", "--group", "staff", "--must-change", "--never-signed-in")
                        .output())
                .contains("ana@example.si", "Ana Novak");
        assertThat(run("user", "list", "--blocked", "--search", "novak").output())
                .isEqualTo("No user matches.\n");
        assertThat(run("user", "set", "ana").code()).isEqualTo(2);
        assertThat(run("user", "set", "nobody", "--mail", "x@example.si").code())
                .isEqualTo(3);
        assertThat(run("user", "set", "ana", "--mail", "x").code()).isEqualTo(5);

        assertThat(run("user", "remove", "ana", "--reason", "Left.").code()).isZero();
        assertThat(run("user", "show", "ana").code()).isEqualTo(3);
    }

    @Test
    void passwordsAreMadeOrReadAndNeverArguments() {
        run("user", "add", "bor@example.si", "--blocked", "Begins in January.");
        run("user", "add", "cene@example.si");
        Outcome one = run("reset-password", "bor@example.si");
        assertThat(one.output()).matches(MADE);
        assertThat(one.errors()).contains("has another password, to be changed at the next sign-in");

        Outcome chosen = reading("sršen v dimniku gori\n")
                .run("reset-password", "bor", "--ask-password", "--no-change", "--keep-sessions");
        assertThat(chosen.code()).as(chosen.errors()).isZero();
        assertThat(chosen.output()).isEqualTo("bor has another password.\n");
        assertThat(reading("password\n")
                        .run("reset-password", "bor", "--ask-password")
                        .code())
                .isEqualTo(5);

        Outcome many = run("reset-password", "bor", "nobody", "cene");
        assertThat(many.code()).isEqualTo(3);
        assertThat(many.output()).matches("bor\t" + MADE + "cene\t" + MADE);
        assertThat(many.errors()).contains("nobody: There is no user 'nobody'");
        assertThat(run("reset-password", "bor", "cene", "--ask-password").code())
                .isEqualTo(2);
    }

    @Test
    void signInIsBlockedAndAllowedAndWhySaysSo() {
        run("user", "add", "dora@example.si", "--no-change");
        assertThat(run("why", "dora@example.si").output()).startsWith("dora@example.si may send.\n");

        assertThat(run("sign-in", "block", "dora", "--reason", "The laptop was stolen.")
                        .code())
                .isZero();
        assertThat(run("why", "dora@example.si").output())
                .contains("Its sign-in is blocked.", "The laptop was stolen.", "token:local command line")
                .contains("odklep sign-in allow dora@example.si --reason TEXT");
        assertThat(run("sign-in", "allow", "dora", "--reason", "It was found.").output())
                .isEqualTo("dora may sign in.\n");

        run("reset-password", "dora");
        assertThat(run("why", "dora@example.si").output())
                .contains("It has to choose a new password.", "New password needed");
        assertThat(run("sign-in", "block", "dora").code()).isEqualTo(2);
    }

    @Test
    void aTableIsCheckedThenAppliedAndComesOutAgain() throws IOException {
        Path table = directory.resolve("users.csv");
        Files.writeString(table, "userPrincipalName,displayName\nena@uvoz.si,Ena\ndva@uvoz.si,Dva\n");
        assertThat(run("user", "import", table.toString()).output()).startsWith("Nothing is wrong with 2 users");
        assertThat(run("user", "import", table.toString(), "--apply").output()).isEqualTo("2 users added.\n");
        Outcome again = run("user", "import", table.toString(), "--apply");
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.output()).contains("Nothing is stored:", "'ena@uvoz.si' belongs to a user already");

        Path copy = directory.resolve("copy.csv");
        assertThat(run("user", "export", "--to", copy.toString()).code()).isZero();
        assertThat(Files.readString(copy))
                .contains("dva@uvoz.si,Dva")
                .isEqualTo(run("user", "export").output());
        assertThat(run("user", "import", directory.resolve("none.csv").toString())
                        .code())
                .isEqualTo(66);
    }

    @Test
    void tokensOfAUserAreListedAndRevokedWithTheUsersSessions() {
        run("user", "add", "eva@example.si", "--role", "auditor", "--no-change");
        server.clock().advance(Duration.ofMinutes(1));
        Outcome issued =
                run("token", "issue", "for eva", "--role", "auditor", "--expires", "9d", "--user", "eva@example.si");
        assertThat(issued.code()).as(issued.errors()).isZero();
        String list = run("sessions", "list", "eva").output();
        assertThat(list).contains("token", "for eva");
        String id = list.lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        assertThat(run("token", "issue", "two", "--role", "auditor", "--expires", "9d", "--user", "eva@example.si")
                        .code())
                .isZero();
        assertThat(run("sessions", "revoke", "eva", "--session", id).output())
                .isEqualTo("Session " + id + " of eva is worthless now.\n");
        assertThat(run("sessions", "revoke", "eva", "--session", id).code()).isNotZero();
        assertThat(run("sessions", "list", "eva").output()).contains("two").doesNotContain("for eva");

        assertThat(run("sessions", "revoke", "eva").output())
                .isEqualTo("All sessions and tokens of eva are worthless now.\n");
        assertThat(run("sessions", "list", "eva").output()).isEqualTo("There is no session and no token.\n");
        assertThat(run("token", "list").output()).contains("(revoked)");
        assertThat(run("token", "issue", "a", "--role", "domainAdministrator", "--expires", "9d")
                        .code())
                .isEqualTo(5);
        assertThat(run("token", "issue", "b", "--role", "domainAdministrator", "--expires", "9d", "--domain", "a.si")
                        .errors())
                .contains("domainAdministrator of a.si");
    }

    private Outcome run(String... arguments) {
        return reading("").run(arguments);
    }

    private Cli reading(String input) {
        return new Cli()
                .with("ODKLEP_DATA", server.data().toString())
                .at(server.clock())
                .reading(input);
    }
}
