package org.odklep.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.odklep.cli.client.Json;
import org.odklep.cli.client.ServerClient;
import tools.jackson.databind.JsonNode;

/**
 * Writes the audit log oldest first, although it comes newest first: through a file of its own, since a log may be
 * larger than the memory.
 */
final class AuditExport {
    private final OutputStream backward;
    private final List<Long> starts = new ArrayList<>();
    private long end;

    private AuditExport(OutputStream backward) {
        this.backward = backward;
    }

    static void write(ServerClient client, String path, OutputStream out) throws IOException {
        Path spool = Files.createTempFile("odklep-audit", ".part");
        try {
            List<Long> starts = fetch(client, path, spool);
            try (RandomAccessFile lines = new RandomAccessFile(spool.toFile(), "r")) {
                copyBackward(lines, starts, out);
            }
        } finally {
            Files.delete(spool);
        }
    }

    private static List<Long> fetch(ServerClient client, String path, Path spool) throws IOException {
        try (OutputStream backward = new BufferedOutputStream(Files.newOutputStream(spool))) {
            AuditExport export = new AuditExport(backward);
            client.list(path, Long.MAX_VALUE, export::add);
            return export.starts;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void add(JsonNode entry) {
        byte[] line = (Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            backward.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        starts.add(end);
        end += line.length;
    }

    private static void copyBackward(RandomAccessFile lines, List<Long> starts, OutputStream out) throws IOException {
        long end = lines.length();
        for (long start : starts.reversed()) {
            byte[] line = new byte[(int) (end - start)];
            lines.seek(start);
            lines.readFully(line);
            out.write(line);
            end = start;
        }
    }
}
