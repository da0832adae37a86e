package org.odklep.app;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odklep.cli.OdklepCommand;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.cli.terminal.Shell;
import org.odklep.testing.Documentation;
import picocli.CommandLine;

/** What the documentation says of the commands is what they take. */
class CommandsDocumentationTest {
    private static final Documentation PAGE = Documentation.of("docs/cli.md");
    private static final Pattern COMMAND = Pattern.compile("odklep ([a-z-]+)(?: ([a-z|-]+))?(?: |$)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** Of the launcher, not of the program. */
    private static final Set<String> LAUNCHER = Set.of("test", "build");

    private static final Set<String> HELP = Set.of("help", "exit-codes");

    private final CommandLine commands =
            OdklepCommand.commandLine(Shell.ofProcess(), new StartCommand(Shell.ofProcess()));

    @Test
    void everyCommandIsDocumentedAndEveryDocumentedOneExists() {
        Set<String> documented = PAGE.rows("`odklep ").stream()
                .flatMap(row -> paths(row.getFirst()).stream())
                .collect(toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(existing());
    }

    @Test
    void everyOptionThatIsDocumentedExists() {
        for (List<String> row : PAGE.rows("`odklep ")) {
            Set<String> options = new TreeSet<>();
            for (String path : paths(row.getFirst())) {
                options.addAll(command(path).getCommandSpec().optionsMap().keySet());
            }
            assertThat(options).as(row.getFirst()).containsAll(found(String.join(" ", row)));
        }
    }

    @Test
    void theExitCodesAreThoseOfTheProgram() {
        Map<String, String> documented = new LinkedHashMap<>();
        for (String number : ExitCode.meanings().keySet()) {
            List<List<String>> rows = PAGE.rows(number + " |");
            assertThat(rows).as("exit code " + number).hasSize(1);
            documented.put(number, plain(rows.getFirst().get(1)));
        }
        Map<String, String> existing = new LinkedHashMap<>();
        ExitCode.meanings().forEach((number, meaning) -> existing.put(number, plain(meaning)));

        assertThat(documented).isEqualTo(existing);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsACommandThatTheProgramTakes(String example) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(example);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }

        assertThatCode(() -> commands.parseArgs(words.toArray(String[]::new))).doesNotThrowAnyException();
    }

    /** Lines of code in all pages that call the program. */
    static Stream<String> examples() {
        return Documentation.all().stream()
                .flatMap(page -> page.text().lines())
                .filter(line -> line.matches(" *(\\$ )?(\\./)?odklep [a-z].*"))
                .map(line -> line.replaceFirst(".*?odklep ", ""))
                .filter(line -> !LAUNCHER.contains(line.split(" ", 2)[0]));
    }

    private static List<String> paths(String cell) {
        Matcher matcher = COMMAND.matcher(cell.replace("`", ""));
        assertThat(matcher.find()).as(cell).isTrue();
        String group = matcher.group(1);
        return matcher.group(2) == null
                ? List.of(group)
                : Stream.of(matcher.group(2).split("\\|"))
                        .map(name -> group + " " + name)
                        .toList();
    }

    private Set<String> existing() {
        Set<String> existing = new TreeSet<>();
        commands.getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                existing.add(name);
            }
            command.getSubcommands().keySet().forEach(each -> existing.add(name + " " + each));
        });
        existing.removeAll(HELP);
        return existing;
    }

    private CommandLine command(String path) {
        CommandLine command = commands;
        for (String name : path.split(" ")) {
            command = Objects.requireNonNull(command.getSubcommands().get(name), path);
        }
        return command;
    }

    private static Set<String> found(String text) {
        return OPTION.matcher(text).results().map(match -> match.group()).collect(toCollection(TreeSet::new));
    }

    /** Without marks of code, a capital at the beginning and a full stop at the end. */
    private static String plain(String sentence) {
        return sentence.replace("`", "").replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
    }
}
