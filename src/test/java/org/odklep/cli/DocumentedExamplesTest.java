package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odklep.app.TestServer;
import org.odklep.cli.Cli.Outcome;
import org.odklep.testing.Documentation;

/** Examples of the documentation do on a server what they are there for, and what is refused is said in a user's words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedExamplesTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Set<String> RUN = Set.of("token", "why", "release", "allow", "policy", "restrict", "unlock");

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
        assertThat(run("user", "add", "ana@example.si").code()).isZero();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsDoneOrHasNothingToDo(String example) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(example);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        Outcome outcome = run(words.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.errors()).isIn(0, 1);
    }

    static Stream<String> examples() {
        return Documentation.all().stream()
                .flatMap(page -> page.text().lines())
                .filter(line -> line.matches(" *(\\$ )?(\\./)?odklep [a-z].*"))
                .map(line -> line.replaceFirst(".*?odklep ", ""))
                .filter(line -> RUN.contains(line.split(" ", 2)[0]));
    }

    @Test
    void whatIsRefusedNamesTheOption() {
        assertThat(run("token", "issue", "x", "--role", "auditor", "--expires", "900d")
                        .errors())
                .startsWith("odklep: nothing was changed: --expires: ");
        assertThat(run("user", "set", "ana", "--display-name", " ", "--language", "xx-yy-zz")
                        .errors())
                .contains("--display-name: ", "--language: 'xx-yy-zz' is no language");
        assertThat(run("restrict", "ana", "--reason", "  ").code()).isEqualTo(5);
        assertThat(run("restrict", "ana", "--reason", "  ").errors()).contains("--reason: ");
    }

    @Test
    void aQuestionThatIsWrongChangedNothingAndDoesNotSaySo() {
        assertThat(run("why", "").errors()).startsWith("odklep: ").doesNotContain("nothing was changed");
        Outcome role = run("user", "list", "--role", "xyz");
        assertThat(role.code()).isEqualTo(2);
        assertThat(role.errors()).contains("there is no role 'xyz'", "globalAdministrator", "auditor");
        assertThat(run("user", "list", "--group", "nogroup").output()).contains("nobody is in a group 'nogroup'");
    }

    @Test
    void aDayEndsInTheTimeZoneOfTheOrganisation() {
        try (TestServer other = TestServer.start("--odklep.time-zone=", "--odklep.time-zone=America/New_York")) {
            Outcome outcome = new Cli()
                    .with("ODKLEP_DATA", other.data().toString())
                    .at(other.clock())
                    .run("allow", "add", "ana@example.si", "--until", "2027-12-01", "--reason", "Fair");
            assertThat(outcome.output()).contains("(2027-12-02T05:00:00Z)");
        }
    }

    @Test
    void theDefaultPolicyStaysSinceARuleForbidsItsEnd() {
        Outcome outcome = run("policy", "delete", "Default");
        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.errors()).contains("cannot be deleted");
    }

    @Test
    void aLimitOfAnHourAboveThatOfADayIsWarnedOf() {
        Outcome outcome =
                run("policy", "set", "Default", "--set", "limits.recipientsPerDay=500", "--set", "mode=shadow");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("limits.internalRecipientsPerHour: 1000 an hour is never reached");
    }

    @Test
    void theLinesForPostfixNameTheGateOfTheServer() throws IOException {
        Outcome here = run("doctor", "postfix", "--lines");
        assertThat(here.output()).contains("inet:127.0.0.1:" + server.policyPort());
        assertThat(here.errors()).contains("as the server says in ");
        Path empty = Files.createTempDirectory("empty");
        Outcome nowhere = new Cli().run("doctor", "postfix", "--lines", "--data", empty.toString());
        assertThat(nowhere.output()).contains("inet:127.0.0.1:10040");
        assertThat(nowhere.errors()).contains("no server was found here");
        Files.delete(empty);
    }

    private Outcome run(String... arguments) {
        return new Cli()
                .with("ODKLEP_DATA", server.data().toString())
                .at(server.clock())
                .run(arguments);
    }
}
