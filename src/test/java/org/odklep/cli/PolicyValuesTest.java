package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the command line reaches the server as a policy. */
class PolicyValuesTest {
    private final FakeServer server = Recorded.server();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "limits.recipientsPerDay=500            | {'limits':{'recipientsPerDay':500}}",
                "limits.recipientsPerDay=no limit       | {'limits':{'recipientsPerDay':0}}",
                "limits.recipientsPerDay=None           | {'limits':{'recipientsPerDay':0}}",
                "limits.recipientsPerDay=-1             | {'limits':{'recipientsPerDay':-1}}",
                "limits.recipientsPerDay=many           | {'limits':{'recipientsPerDay':'many'}}",
                "limits.recipientsPerDay=99999999999    | {'limits':{'recipientsPerDay':'99999999999'}}",
                "priority=0                             | {'priority':0}",
                "mode=shadow                            | {'mode':'shadow'}",
                "isEnabled=false                        | {'isEnabled':false}",
                "isEnabled=maybe                        | {'isEnabled':'maybe'}",
                "displayName=1000                       | {'displayName':'1000'}",
                "displayName=true                       | {'displayName':'true'}",
                "displayName=a=b                        | {'displayName':'a=b'}",
                "timeZone = Europe/Ljubljana            | {'timeZone':'Europe/Ljubljana'}",
                "conditions.domains=a.si, b.si          | {'conditions':{'domains':['a.si','b.si']}}",
                "exceptions.groups=                     | {'exceptions':{'groups':[]}}",
                "nonsense.key=1                         | {'nonsense':{'key':'1'}}"
            })
    void aValueTakesTheTypeThatItsPlaceNeeds(String assignment, String document) {
        assertThat(run("policy", "create", "--set", assignment).errors()).isEmpty();
        assertThat(sent()).isEqualTo(document.replace('\'', '"'));
    }

    @Test
    void valuesAddUpAndWinOverTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("p.json"), """
                # a comment
                {"displayName": "Letters", "mode": "enforce", "limits": {"recipientsPerDay": 10, "messagesPerMinute": 5}}
                """);

        assertThat(run(
                                "policy",
                                "create",
                                "--file",
                                file.toString(),
                                "--set",
                                "mode=shadow",
                                "--set",
                                "limits.recipientsPerDay=20")
                        .code())
                .isZero();
        assertThat(sent())
                .isEqualTo("{\"displayName\":\"Letters\",\"mode\":\"shadow\","
                        + "\"limits\":{\"recipientsPerDay\":20,\"messagesPerMinute\":5}}");
    }

    @Test
    void theTemplateWithItsCommentsCanBeSentAsItIs() {
        String template = run("policy", "template").output();

        assertThat(Cli.of(server.url(), directory)
                        .reading(template)
                        .run("policy", "create", "--file", "-")
                        .errors())
                .isEmpty();
        assertThat(sent())
                .startsWith("{\"displayName\":\"Newsletter\"")
                .contains("\"firstTimeExternalRecipientsPerDay\":200");
    }

    @Test
    void aPolicyIsChangedByItsNameInAnyCase() {
        assertThat(run("policy", "set", "NEWSLETTER", "--set", "mode=enforce").code())
                .isZero();
        assertThat(server.asked().getLast().line()).isEqualTo("PATCH /v1.0/security/outboundPolicies/4TNW8P0R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode", "=shadow", ""})
    void anAssignmentNeedsAKeyAndAValue(String assignment) {
        Cli.Outcome outcome = run("policy", "create", "--set", assignment);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors()).contains("KEY=VALUE");
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1,~  \"b\" 2} | is not JSON: line 2, column 7",
                "{\"a\":1,\"a\":2}    | is not JSON: line 1",
                "[1]                  | does not hold a JSON object",
                "``                   | does not hold a JSON object"
            })
    void aFileThatIsNoDocumentIsToldWithThePlace(String text, String words) throws IOException {
        Path file = Files.writeString(directory.resolve("p.json"), text.replace('~', '\n'));

        Cli.Outcome outcome = run("policy", "create", "--file", file.toString());

        assertThat(outcome.errors()).contains(file.toString(), words).hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(5);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("policy", "create", "--file", "/nowhere/p.json"))
                .isEqualTo(new Cli.Outcome(66, "", "odklep: there is no file /nowhere/p.json\n"));
    }

    private Cli.Outcome run(String... arguments) {
        return Cli.of(server.url(), directory).run(arguments);
    }

    private String sent() {
        return server.asked().getLast().body();
    }
}
