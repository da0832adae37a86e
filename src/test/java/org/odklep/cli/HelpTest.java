package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.cli.terminal.Shell;
import picocli.CommandLine;

/** Which commands there are, and what somebody is told who mistypes one. */
class HelpTest {
    private static final int WIDTH = 80;

    @Test
    void everySummaryIsOneSentenceOnOneLine() {
        CommandLine all = OdklepCommand.commandLine(Shell.ofProcess());
        List<CommandLine> groups = new ArrayList<>(all.getSubcommands().values());
        groups.add(all);
        for (CommandLine group : groups) {
            int names = group.getSubcommands().keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            group.getSubcommands().forEach((name, command) -> {
                String summary = command.getCommandSpec().usageMessage().description()[0];
                assertThat(summary).as(name).endsWith(".").hasSizeLessThanOrEqualTo(WIDTH - names - 4);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user          | list,show,add,set,remove,import,export
            policy        | list,show,create,set,delete,template
            allow         | list,add,remove
            audit         | list,verify,export
            sessions      | list,revoke
            sign-in       | block,allow
            token         | issue,list,revoke
            administrator | add,list,remove,remove-second-factor,reset-password
            """)
    void commandsOfAGroupStandInTheOrderOfItsSynopsis(String group, String order) {
        CommandLine command = Objects.requireNonNull(
                OdklepCommand.commandLine(Shell.ofProcess()).getSubcommands().get(group));
        assertThat(command.getSubcommands().keySet()).containsExactly(order.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            relaese x             | no command 'odklep relaese'; did you mean 'release'?
            nosuch                | no command 'odklep nosuch'
            user lst              | no command 'odklep user lst'; did you mean 'list'?
            user list --serach x  | odklep user list has no option '--serach'; did you mean '--search'?
            user show ana and     | 'and' is too much
            """)
    void aWordThatThereIsNotIsNamedWithWhatMayBeMeant(String line, String told) {
        Cli.Outcome outcome = new Cli().at(InstantSource.system()).run(line.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errors()).startsWith("odklep: " + told).contains("Try 'odklep ", "--help'");
    }

    @Test
    void anExportThatIsNotThereIsSaid() {
        Cli.Outcome outcome = new Cli().run("audit", "verify", "--file", "/nope");
        assertThat(outcome.code()).isEqualTo(66);
        assertThat(outcome.errors()).isEqualTo("odklep: there is no file /nope\n");
    }
}
