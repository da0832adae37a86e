package org.odklep.gate.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.odklep.gate.net.Endpoint;

/**
 * Plays every dialogue of {@code src/test/resources/gate} over real sockets: NAME.in says what Postfix sends, NAME.ref is
 * the transcript that must come out. See {@link Dialogue} for the language. What came out is left in
 * {@code target/dialogues}, to be compared or, once it is judged to be right, taken for a new reference.
 */
class GateDialogueTest {
    private static final Path DIALOGUES = Path.of("src/test/resources/gate");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> everyDialogueOverTcpComesOutAsWritten() throws IOException {
        return dialogues().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> play(file, Endpoint.of("inet:127.0.0.1:0"))));
    }

    @TestFactory
    Stream<DynamicTest> everyDialogueOverAUnixSocketComesOutAsWritten() throws IOException {
        return dialogues().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> play(file, new Endpoint.Unix(directory.resolve("s" + file.hashCode())))));
    }

    private static List<Path> dialogues() throws IOException {
        try (Stream<Path> files = Files.list(DIALOGUES)) {
            List<Path> dialogues = files.filter(file -> file.toString().endsWith(".in"))
                    .sorted()
                    .toList();
            assertThat(dialogues).hasSizeGreaterThan(10);
            return dialogues;
        }
    }

    private static void play(Path file, Endpoint endpoint) throws IOException {
        String name = file.getFileName().toString().replace(".in", "");
        String transcript = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try (Dialogue dialogue = new Dialogue(endpoint)) {
                return dialogue.play(Files.readAllLines(file));
            }
        });
        Path out = Files.createDirectories(Path.of("target/dialogues")).resolve(name + ".out");
        Files.writeString(out, transcript);
        Path reference = DIALOGUES.resolve(name + ".ref");
        assertThat(transcript)
                .as("%s; what came out is in %s", reference, out)
                .isEqualTo(Files.exists(reference) ? Files.readString(reference) : "");
    }
}
