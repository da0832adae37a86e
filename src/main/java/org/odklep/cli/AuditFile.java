package org.odklep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditChain.Verification;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.cli.client.Json;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.kernel.ClientAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An exported audit log: the entries of the API, one on a line, oldest first. */
final class AuditFile {
    private AuditFile() {}

    /**
     * Computes every hash anew and compares; asks no server.
     *
     * @throws CommandFailed when the file cannot be read, or a line of it is no entry
     */
    static Verification verify(Path file) {
        AtomicLong line = new AtomicLong();
        try (Stream<String> lines = Files.lines(file)) {
            Verification verification = AuditChain.verify(lines.map(text -> entry(text, line.incrementAndGet())));
            if (line.get() == 0) {
                throw new CommandFailed(ExitCode.INVALID, file + " is empty, and every audit log has an entry");
            }
            return verification;
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.NO_INPUT, "there is no file " + file);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailed(ExitCode.NO_INPUT, "cannot read " + file + " (" + e.getMessage() + ")");
        }
    }

    /** A verification in the form that the API gives it. */
    static ObjectNode report(Verification verification) {
        return switch (verification) {
            case Verification.Intact(long entries, String head) ->
                Json.object().put("intact", true).put("entries", entries).put("head", head);
            case Verification.Broken(long number, String problem) ->
                Json.object().put("intact", false).put("number", number).put("problem", problem);
        };
    }

    private static AuditEntry entry(String text, long line) {
        try {
            JsonNode entry = Json.read(text);
            return new AuditEntry(
                    Long.parseLong(need(entry, "/id")),
                    event(entry),
                    need(entry, "/previousHash"),
                    need(entry, "/hash"));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.INVALID, "line " + line + " is not an entry of an audit log");
        }
    }

    private static AuditEvent event(JsonNode entry) {
        String change = "/targetResources/0/modifiedProperties/0/";
        return new AuditEvent(
                Instant.parse(need(entry, "/activityDateTime")),
                need(entry, "/initiatedBy/user/userPrincipalName"),
                new ClientAddress(need(entry, "/initiatedBy/user/ipAddress")),
                need(entry, "/activityDisplayName"),
                need(entry, "/targetResources/0/displayName"),
                need(entry, "/resultReason"),
                textOrNull(entry.at(change + "oldValue")),
                textOrNull(entry.at(change + "newValue")));
    }

    private static String need(JsonNode entry, String pointer) {
        String text = textOrNull(entry.at(pointer));
        if (text == null) {
            throw new IllegalArgumentException(pointer);
        }
        return text;
    }

    private static @Nullable String textOrNull(JsonNode value) {
        return value.isString() ? value.stringValue() : null;
    }
}
