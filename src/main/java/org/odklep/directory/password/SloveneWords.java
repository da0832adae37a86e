package org.odklep.directory.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Words that people in Slovenia choose first: common ones, months, places, names, clubs. */
final class SloveneWords {
    private static final String FILE = "/passwords/slovene.txt";

    private SloveneWords() {}

    /** Lower case, most usual first, each as it is written and without its diacritics. */
    static List<String> all() {
        try (InputStream file = Objects.requireNonNull(SloveneWords.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                    .filter(word -> !word.isEmpty())
                    .flatMap(word -> Stream.of(word, plain(word)))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the Slovene words cannot be read", e);
        }
    }

    private static String plain(String word) {
        return word.replace('č', 'c').replace('ć', 'c').replace('š', 's').replace('ž', 'z');
    }
}
