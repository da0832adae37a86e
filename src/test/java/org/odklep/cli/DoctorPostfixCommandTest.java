package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.cli.Cli.Outcome;

class DoctorPostfixCommandTest {
    @TempDir
    private Path directory;

    private Cli cli;

    @BeforeEach
    void shell() {
        cli = Cli.of("http://127.0.0.1:9", directory);
    }

    @Test
    void aDirectoryWithoutMainCfIsInputThatIsMissing() {
        Outcome outcome = cli.run("doctor", "postfix", "--config-dir", directory.toString());
        assertThat(outcome.code()).isEqualTo(66);
        assertThat(outcome.errors()).startsWith("odklep: cannot ").hasLineCount(1);
    }

    @Test
    void aConfigurationThatCannotBeReadIsNoInputWhereverItComesFrom() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter"), "Dear Ana\n");
        assertThat(cli.run("doctor", "postfix", letter.toString()).code()).isEqualTo(66);
        assertThat(cli.reading("Dear Ana\n").run("doctor", "postfix", "-").code())
                .isEqualTo(66);
        assertThat(cli.run("doctor", "postfix", directory + "/missing").code()).isEqualTo(66);
    }

    @Test
    void textThatIsPipedInIsHeldAgainstTheGateOfTheDataThatIsNamed() throws IOException {
        Files.move(Cli.secretFile(directory, """
                {"postfix": ["inet:127.0.0.1:7777"]}"""), directory.resolve("cli.json"));
        assertThat(piped(7777, "--data", directory.toString())).isZero();
        assertThat(piped(10040, "--data", directory.toString())).isEqualTo(1);
        assertThat(piped(10040)).isZero();
    }

    /** Checks the lines that are recommended for a gate. */
    private int piped(int port, String... options) {
        String lines = cli.run("doctor", "postfix", "--lines", "--gate", "inet:127.0.0.1:" + port)
                .output();
        String service = "submission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n";
        List<String> command = new ArrayList<>(List.of("doctor", "postfix", "-"));
        command.addAll(List.of(options));
        return cli.reading(lines.replaceFirst("(?m)^  -o", service + "  -o"))
                .run(command.toArray(String[]::new))
                .code();
    }

    @Test
    void helpExplainsACommandBelowAnother() {
        Outcome help = cli.run("help", "doctor", "postfix");
        assertThat(help.code()).isZero();
        assertThat(help.output()).startsWith("Usage: odklep doctor postfix ").contains("--lines");
        Outcome none = cli.run("help", "doctor", "exim");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.errors()).contains("there is no command 'odklep doctor exim'");
    }
}
