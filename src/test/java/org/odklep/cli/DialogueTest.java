package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialogues as a user sees them: commands behind "$ odklep", then output, errors and exit code. */
class DialogueTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "why",
                "restricted",
                "release",
                "restrict",
                "sign-ins",
                "policy",
                "lists",
                "audit",
                "administrator",
                "help",
                "json"
            })
    void commandsPrintWhatTheDialogueSays(String name) {
        String dialogue = Recorded.text("dialogues/" + name + ".txt");

        try (FakeServer server = Recorded.server()) {
            assertThat(replay(dialogue, Cli.of(server.url(), directory))).isEqualTo(dialogue);
        }
    }

    /** What the commands of a dialogue print now. */
    static String replay(String dialogue, Cli cli) {
        StringBuilder transcript = new StringBuilder();
        dialogue.lines().filter(line -> line.startsWith("$ odklep")).forEach(line -> {
            Cli.Outcome outcome = cli.run(words(line.substring("$ odklep".length())));
            transcript.append(line).append('\n').append(outcome.output()).append(outcome.errors());
            transcript.append("-> ").append(outcome.code()).append("\n\n");
        });
        return transcript.toString();
    }

    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }
}
