package org.odklep.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The file of settings before Spring reads it, in the way that Spring does: over one that is not YAML it would write a
 * stack trace, which does not even name the file.
 */
final class SettingsFile {
    private static final String ROOT = "odklep";

    private SettingsFile() {}

    /** @throws CommandFailed when the file is no table of keys in YAML, or none of them is a setting */
    static void refuseUnlessSettings(Path file) {
        // A pipe would be empty when Spring reads it after us.
        if (!Files.isRegularFile(file)) {
            throw refused(file, "is not a regular file");
        }
        try {
            List<String> keys = keys(file);
            if (!keys.isEmpty() && keys.stream().noneMatch(key -> key.startsWith(ROOT + "."))) {
                throw refused(file, "holds no setting: they stand below '" + ROOT + ":'");
            }
        } catch (IOException e) {
            throw refused(file, "cannot be read (" + e + ")");
        } catch (YAMLException e) {
            throw refused(file, "is not YAML: " + problem(e) + "; mend it there");
        }
    }

    /** All of them, however deep, but for one that leads to nothing. */
    private static List<String> keys(Path file) throws IOException {
        List<String> keys = new ArrayList<>();
        for (PropertySource<?> each :
                new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file))) {
            if (each instanceof EnumerablePropertySource<?> source) {
                Stream.of(source.getPropertyNames())
                        .filter(key -> !"".equals(source.getProperty(key)))
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    private static CommandFailed refused(Path file, String why) {
        return new CommandFailed(
                ExitCode.USAGE, "the server does not start: the settings file " + file + " " + why + StartFailure.SEE);
    }

    private static String problem(YAMLException wrong) {
        if (wrong instanceof MarkedYAMLException marked) {
            Mark mark = marked.getProblemMark();
            return (mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
                    + marked.getProblem();
        }
        return wrong.getCause() instanceof CharacterCodingException
                ? "not all of it is text in UTF-8"
                : String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }
}
