package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.cli.client.Json;
import org.odklep.kernel.ClientAddress;
import tools.jackson.databind.node.ObjectNode;

class AuditExportTest {
    private static final String PATH = "GET /v1.0/auditLogs/directoryAudits?";

    private final FakeServer server = new FakeServer();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anExportHoldsTheWholeLogOldestFirstAndVerifiesWithoutAServer() throws IOException {
        List<AuditEntry> chain = chain(5);
        serve(chain);

        Cli.Outcome export = run("audit", "export", file().toString());

        assertThat(export.output())
                .contains("intact: 5 entries", chain.getLast().hash());
        assertThat(export.code()).isZero();
        assertThat(Files.readAllLines(file()))
                .extracting(line -> Json.read(line).path("id").asString())
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        server.close();
        assertThat(new Cli().run("audit", "verify", "--file", file().toString()))
                .isEqualTo(new Cli.Outcome(0, export.output(), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forged reason        | entry 3 was changed after it was written",
                "forged before        | entry 3 was changed after it was written",
                "removed              | entry 3 is missing: after entry 2 comes 4",
                "rehashed             | entry 4 does not follow on the one before it"
            })
    void aTamperedExportIsFound(String how, String problem) throws IOException {
        serve(chain(5));
        run("audit", "export", file().toString());
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        switch (how) {
            case "forged reason" -> lines.set(2, lines.get(2).replace("reason 3", "reason x"));
            case "forged before" -> lines.set(2, lines.get(2).replace("\"oldValue\":\"a3\"", "\"oldValue\":null"));
            case "removed" -> lines.remove(2);
            default ->
                lines.set(
                        2, line(entryAfter(Json.read(lines.get(1)).path("hash").asString())));
        }
        Files.write(file(), lines);

        Cli.Outcome outcome = new Cli().run("audit", "verify", "--file", file().toString());

        assertThat(outcome).isEqualTo(new Cli.Outcome(1, "The audit log is BROKEN: " + problem + ".\n", ""));
        assertThat(new Cli()
                        .run("audit", "verify", "--json", "--file", file().toString())
                        .output())
                .contains("\"intact\":false", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{             | line 1 is not an entry",
                "{\"id\":\"1\"}    | line 1 is not an entry",
                "hello         | line 1 is not an entry",
                "``            | is empty, and every audit log has an entry"
            })
    void whatIsNoExportIsRefused(String text, String words) throws IOException {
        Files.writeString(file(), text);

        Cli.Outcome outcome = new Cli().run("audit", "verify", "--file", file().toString());

        assertThat(outcome.errors()).contains(words).hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(5);
    }

    @Test
    void anExportNeverReplacesAFileAndNeverStaysHalfDone() throws IOException {
        serve(chain(5));
        server.on(PATH + "$top=500&$skiptoken=3", 503, Recorded.answer("error-503"));
        assertThat(run("audit", "export", file().toString()).code()).isEqualTo(69);
        assertThat(file()).doesNotExist();

        Files.writeString(file(), "precious");
        assertThat(run("audit", "export", file().toString()).code()).isEqualTo(2);
        assertThat(file()).hasContent("precious");
    }

    private Path file() {
        return directory.resolve("audit.jsonl");
    }

    private Cli.Outcome run(String... arguments) {
        return Cli.of(server.url(), directory).run(arguments);
    }

    /** Serves a chain as the server does: newest first, two entries on a page. */
    private void serve(List<AuditEntry> chain) {
        for (int from = chain.size(); from > 0; from -= 2) {
            List<AuditEntry> page = chain.subList(Math.max(0, from - 2), from).reversed();
            ObjectNode body = Json.object();
            page.forEach(entry -> body.withArray("value").add(json(entry)));
            if (from > 2) {
                body.put(
                        "@odata.nextLink",
                        "http://elsewhere/v1.0/auditLogs/directoryAudits?$top=500&$skiptoken=" + (from - 2));
            }
            String token = from == chain.size() ? "" : "&$skiptoken=" + from;
            server.on(PATH + "$top=500" + token, 200, Json.line(body));
        }
    }

    private static List<AuditEntry> chain(int length) {
        List<AuditEntry> chain = new ArrayList<>();
        String head = AuditChain.START;
        for (int number = 1; number <= length; number++) {
            chain.add(AuditChain.link(number, head, event(number)));
            head = chain.getLast().hash();
        }
        return chain;
    }

    /** A forger's entry 3, in itself without fault. */
    private static AuditEntry entryAfter(String hash) {
        return AuditChain.link(3, hash, event(33));
    }

    /** Some with both values, some with none, one with a quote and letters beyond ASCII. */
    private static AuditEvent event(int number) {
        return new AuditEvent(
                Cli.NOON.plusMillis(number),
                number % 2 == 0 ? "policy:Default" : "token:\"Žiga\"",
                new ClientAddress("192.0.2." + number),
                "restriction.open",
                "ana@example.si",
                "reason " + number,
                number == 2 ? null : "a" + number,
                number == 4 || number == 2 ? null : "b" + number);
    }

    private static String line(AuditEntry entry) {
        return Json.line(json(entry));
    }

    private static ObjectNode json(AuditEntry entry) {
        AuditEvent event = entry.event();
        ObjectNode json = Json.object()
                .put("id", Long.toString(entry.number()))
                .put("activityDateTime", event.at().toString())
                .put("activityDisplayName", event.action())
                .put("resultReason", event.reason())
                .put("hash", entry.hash())
                .put("previousHash", entry.previousHash());
        json.putObject("initiatedBy")
                .putObject("user")
                .put("userPrincipalName", event.actor())
                .put("ipAddress", event.origin().value());
        ObjectNode target = json.withArray("targetResources").addObject().put("displayName", event.target());
        if (event.before() == null && event.after() == null) {
            target.putArray("modifiedProperties");
        } else {
            target.withArray("modifiedProperties")
                    .addObject()
                    .put("displayName", "state")
                    .put("oldValue", event.before())
                    .put("newValue", event.after());
        }
        return json;
    }
}
