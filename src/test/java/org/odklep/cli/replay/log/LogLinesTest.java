package org.odklep.cli.replay.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    @Test
    void linesEndWithLfOrCrLfAndTheLastOneWithTheStream() throws IOException {
        assertThat(lines("a\nbb\r\n\n\r\nlast", 100)).containsExactly("a", "bb", "", "", "last");
        assertThat(lines("a\n", 100)).containsExactly("a");
        assertThat(lines("", 100)).isEmpty();
        assertThat(lines("\n", 100)).containsExactly("");
    }

    @Test
    void aLineOfTheGreatestLengthIsALine() throws IOException {
        String longest = "x".repeat(LogLines.MAX_LENGTH);
        assertThat(lines("a\n" + longest + "\nb\n" + longest, 1 << 20)).containsExactly("a", longest, "b", longest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000, 200_000, 1_000_000})
    void aLongerLineIsReportedOnceAndTheNextOneIsWhole(int more) throws IOException {
        String tooLong = "y".repeat(LogLines.MAX_LENGTH + more);
        assertThat(lines("a\n" + tooLong + "\nb\n" + tooLong, 1 << 20))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("a"),
                        line -> assertThat(line).startsWith("too long: yyy"),
                        line -> assertThat(line).isEqualTo("b"),
                        line -> assertThat(line).startsWith("too long: yyy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 65_536, 262_144})
    void howTheStreamIsCutMakesNoDifference(int block) throws IOException {
        Random random = new Random(block);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            expected.add("z".repeat(random.nextInt(random.nextInt(20) == 0 ? LogLines.MAX_LENGTH : 200)));
        }
        assertThat(lines(String.join("\n", expected) + "\n", block)).isEqualTo(expected);
    }

    private static List<String> lines(String text, int block) throws IOException {
        Line line = new Line();
        LogLines lines = new LogLines(inBlocks(text.getBytes(US_ASCII), block), line);
        List<String> found = new ArrayList<>();
        for (LogLines.Found next = lines.next(); next != LogLines.Found.END; next = lines.next()) {
            String prefix = next == LogLines.Found.TOO_LONG ? "too long: " : "";
            found.add(prefix + line.text(line.from(), line.to()));
        }
        assertThat(lines.next()).isEqualTo(LogLines.Found.END);
        return found;
    }

    private static InputStream inBlocks(byte[] bytes, int block) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, block));
            }
        };
    }
}
