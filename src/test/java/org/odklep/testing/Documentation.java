package org.odklep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A page of the documentation, for tests that it says what the program does. */
public record Documentation(Path file, String text) {
    private static final String FENCE = "```";

    /** @param file from the root of the project, such as {@code docs/cli.md} */
    public static Documentation of(String file) {
        try {
            return new Documentation(Path.of(file), Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README and every page below docs. */
    public static List<Documentation> all() {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of("README.md"), files.map(Path::toString))
                    .filter(name -> name.endsWith(".md"))
                    .map(Documentation::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks, each as its lines. */
    public List<List<String>> blocks() {
        List<List<String>> blocks = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                blocks.add(lines.subList(i + 1, end));
                i = end;
            }
        }
        return blocks;
    }

    /**
     * The fenced block that begins with a line, without that line.
     *
     * @param first such as {@code # /etc/postfix/ldap-aliases.cf}
     */
    public String block(String first) {
        List<String> block = blocks().stream()
                .filter(lines -> !lines.isEmpty() && lines.getFirst().equals(first))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + " has no block that begins with " + first));
        return String.join("\n", block.subList(1, block.size())) + "\n";
    }

    /** The cells of all rows of tables whose first cell begins with a text. */
    public List<List<String>> rows(String beginning) {
        return text.lines()
                .filter(line -> line.startsWith("| " + beginning))
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(cell -> cell.strip().replace("\\|", "|"))
                        .toList())
                .toList();
    }
}
