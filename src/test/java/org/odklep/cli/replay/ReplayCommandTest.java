package org.odklep.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final String LOG = "docs/replay/mail.log";
    private static final String POLICY = "docs/replay/strict.json";

    @TempDir
    private Path directory;

    @Test
    void theExampleInTheDocumentationIsWhatTheCommandPrints() throws IOException {
        String documentation = Files.readString(Path.of("docs/replay.md"));
        String begin = "```text\n";
        int from = documentation.indexOf(begin) + begin.length();
        Run run = run("--policy", POLICY, LOG);
        assertThat(run.output()).isEqualTo(documentation.substring(from, documentation.indexOf("```\n", from)));
        assertThat(run.output().lines()).allMatch(line -> line.length() <= 100);
        assertThat(run.errors()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Etc/UTC, UTC", "Z, UTC", "Europe/London, Europe/London", "Europe/Ljubljana, Europe/Ljubljana"})
    void theZoneOfTheTimesIsNamedAsPeopleKnowIt(String zone, String told) {
        Run run = new Run(new byte[0], false, ZoneId.of(zone), "replay", LOG);
        assertThat(run.output().replaceAll("\\s+", " ")).contains("times are those of " + told + ". ");
    }

    @Test
    void theSameAsJson() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("report.json")) {
            assertThat(run("--json", "--policy", POLICY, LOG).output())
                    .isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8));
        }
    }

    @Test
    void theSameAsCsvWithTheNotesOnStandardError() {
        Run run = run("--csv", "--policy", POLICY, LOG);
        assertThat(run.output())
                .isEqualTo(
                        "event,account,since,until,policy,limit,allowed,measured,messagesRefused,recipientsNotReached\r\n"
                                + "restriction,bor@example.si,2026-11-21T02:14:00Z,,Strict,"
                                + "firstTimeExternalRecipientsPerDay,20,21,10,46\r\n");
        assertThat(run.errors()).contains("guessed", LOG + ":125: no timestamp that is known");
    }

    @Test
    void csvIsSafeInASpreadsheet() throws IOException {
        Path policy = file("policy.json", """
                {"displayName": "Say \\"no\\", please", "limits": {"recipientsPerDay": 1}}""");
        String log = Files.readString(Path.of(LOG)).replace("username=bor@example.si", "username==cmd|x@example.si");
        assertThat(run(
                                "--csv",
                                "--policy",
                                policy.toString(),
                                file("mail.log", log).toString())
                        .output())
                .contains("restriction,'=cmd|x@example.si,", ",\"Say \"\"no\"\", please\",");
    }

    @Test
    void standardInputIsReadAndTheDefaultPolicyIsNamed() throws IOException {
        Run run = new Run(Files.readAllBytes(Path.of(LOG)), false, "replay", "-", "--domain", "example.si");
        assertThat(run.output())
                .startsWith("No account would have been restricted.\n")
                .contains("Policies: the default policy of a new installation.\n", "standard input:125")
                .doesNotContain("guessed");
    }

    @Test
    void namesWithoutADomainGetTheOneThatIsNamed() throws IOException {
        Path policy = file("bor.json", """
                {"conditions": {"accounts": ["bor"]}, "limits": {"firstTimeExternalRecipientsPerDay": 20}}""");
        String[] bare = {"--csv", "--policy", policy.toString(), LOG};
        assertThat(run(bare).output()).doesNotContain("bor@example.si");
        assertThat(run("--default-domain", "example.si", "--csv", "--policy", policy.toString(), LOG)
                        .output())
                .contains("bor@example.si");
        assertThat(run("--default-domain", "no domain", LOG).code()).isEqualTo(2);
    }

    @Test
    void everyProblemOfAPolicyFileIsListed() throws IOException {
        Path policy = file("bad.json", """
                [{"limits": {"recipientsPerDay": -1, "sheep": 3}, "mode": "soft"},
                 {"displayName": "Default", "timeZone": "Mars/Base"}, 7,
                 {"isDefault": true, "isEnabled": false}]""");
        Run run = run("--policy", policy.toString(), LOG);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .contains(
                        policy + " is not valid:",
                        "policy 1, limits.recipientsPerDay: ",
                        "policy 1, limits.sheep: ",
                        "policy 1, mode: ",
                        "policy 2, timeZone: ",
                        "policy 3: must be an object",
                        "policy 4, isEnabled: ");
    }

    @Test
    void aPolicyFileThatIsNotJsonIsRefusedWithItsLine() throws IOException {
        Run run = run("--policy", file("bad.json", "{\n\"limits\": oops}").toString(), LOG);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors())
                .contains("not JSON: line 2, column ", ": keys and texts stand between", "near: \"limits\": oops");
    }

    @Test
    void whatIsWrongWithJsonIsSaidInOurWords() throws IOException {
        assertThat(json("{\"limits\": {\"recipientsPerDay\": 5,}}"))
                .contains("not JSON: line 1, column 35: a value is missing, or a comma is too much before the bracket");
        assertThat(json("{\"mode\": \"shadow\"")).contains("the text ends too early");
        assertThat(json("{\"mode\": \"shadow\",\n\"mode\": \"enforce\"}"))
                .contains("line 2", "the same key stands twice");
        assertThat(json("{\"mode\": \"a\nb\"}")).contains("line ").doesNotContain("CTRL-CHAR");
        assertThat(json("[".repeat(5000))).contains("too deep");
    }

    private String json(String text) throws IOException {
        return run("--policy", file("bad.json", text).toString(), LOG).errors();
    }

    @Test
    void policiesApplyByTheirPriority() throws IOException {
        Path policy = file("two.json", """
                {"value": [
                  {"displayName": "Loose", "priority": 1},
                  {"displayName": "Tight", "priority": 0, "limits": {"recipientsPerDay": 1}}]}""");
        assertThat(run("--csv", "--policy", policy.toString(), LOG).output())
                .contains(",Tight,")
                .doesNotContain(",Loose,");
    }

    @Test
    void filesThatAreMissingAreAllNamed() {
        Run run = run("/no/such.log", LOG, "/none.gz");
        assertThat(run.code()).isEqualTo(66);
        assertThat(run.errors()).contains("/no/such.log: there is no such file", "/none.gz: there is no such file");
        assertThat(run("--policy", "/no/policy.json", LOG).code()).isEqualTo(66);
    }

    @Test
    void aWrongCommandLineIsRefused() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("--json", "--csv", LOG).code()).isEqualTo(2);
        Run run = run("--domain", "exa mple", "--domain", "example.si", LOG);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("--domain: not a mail domain: exa mple");
    }

    @Test
    void aFileThatIsNoLogIsSaidToBeNoneAndNotShown() throws IOException {
        byte[] program = new byte[5000];
        new Random(1).nextBytes(program);
        Path binary = Files.write(directory.resolve("program"), program);
        Path letter = file("letter.txt", "Dear Ana,\n\nthe log is on the server.\n");

        Run alone = run(binary.toString());
        assertThat(alone.code()).isEqualTo(66);
        assertThat(alone.output()).isEmpty();
        assertThat(alone.errors()).hasLineCount(1).contains(binary + ": this is no mail log: none of its ");

        Run beside = run(letter.toString(), binary.toString(), LOG);
        assertThat(beside.code()).isZero();
        assertThat(beside.output())
                .contains("Note: " + letter + ": this is no mail log: none of its 3 lines begins", "Dear Ana,")
                .contains("Note: " + binary + ": this is no mail log", LOG + ":125:")
                .doesNotContain(binary + ":1:", letter + ":1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--csv", "--no-progress"})
    void aLogThatIsCutOffIsReportedAsFarAsItGoesAndSaidToEndEarly(String format) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(whole)) {
            Files.copy(Path.of(LOG), gzip);
        }
        Path cut = directory.resolve("mail.log.1.gz");
        for (int length : new int[] {0, 15, whole.size() / 2, whole.size() - 1}) {
            Files.write(cut, Arrays.copyOf(whole.toByteArray(), length));
            Run run = run(format, "--policy", POLICY, cut.toString());
            assertThat(run.code()).isEqualTo(66);
            assertThat(run.errors()).contains("odklep: a log ends early: what was read counts");
            assertThat((run.output() + run.errors()).replaceAll("\\s+", " "))
                    .contains(cut + ": the gzip data is cut off or damaged behind line ");
            if (length > whole.size() / 2) {
                assertThat(run.output()).contains("bor@example.si");
            }
        }
    }

    @Test
    void theProgressBarIsForTerminalsAndWipesItself() {
        Run shown = new Run(new byte[0], true, "replay", LOG);
        assertThat(shown.errors()).contains("100 %").endsWith(" \r");
        assertThat(new Run(new byte[0], true, "replay", "--no-progress", LOG).errors())
                .isEmpty();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Run run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "replay";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Run(new byte[0], false, all);
    }

    /** One run of the command within this process. */
    private static final class Run {
        private final StringWriter output = new StringWriter();
        private final StringWriter errors = new StringWriter();
        private final int code;

        Run(byte[] input, boolean terminal, String... arguments) {
            this(input, terminal, ZoneId.of("UTC"), arguments);
        }

        Run(byte[] input, boolean terminal, ZoneId zone, String... arguments) {
            Shell here = new Shell(
                    Map.of(),
                    new ByteArrayInputStream(input),
                    new PrintStream(OutputStream.nullOutputStream()),
                    new PrintStream(OutputStream.nullOutputStream()),
                    () -> Instant.parse("2026-11-23T00:00:00Z"),
                    zone,
                    terminal);
            CommandLine root = new CommandLine(CommandLine.Model.CommandSpec.create());
            root.addSubcommand(new ReplayCommand(here, () -> PolicyChoice.initial(here.zone())));
            code = root.setOut(new PrintWriter(output))
                    .setErr(new PrintWriter(errors))
                    .execute(arguments);
        }

        int code() {
            return code;
        }

        String output() {
            return output.toString();
        }

        String errors() {
            return errors.toString();
        }
    }
}
