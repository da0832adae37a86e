package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import tools.jackson.databind.json.JsonMapper;

/** A token of every role against every door of the API: {@link ApiAccessTable} says who gets what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiAccessTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> FOR_ALL = Set.of("/openapi.json");

    private final Map<Role, Secret> tokens = new EnumMap<>(Role.class);
    private Estate estate;

    @BeforeAll
    void start() {
        estate = new Estate();
        for (Role role : AccessTable.ROLES) {
            tokens.put(
                    role,
                    role == Role.DOMAIN_ADMINISTRATOR
                            ? estate.server()
                                    .domainToken(
                                            "domain",
                                            MailDomain.parse(Estate.OWN).orElseThrow())
                            : estate.server().token(role, role.key()));
        }
    }

    @AfterAll
    void stop() {
        estate.close();
    }

    @Test
    void everyDoorStandsInTheTable() {
        Set<String> mapped = new TreeSet<>();
        Door.api(estate.server()).forEach(door -> mapped.add(door.toString()));
        Set<String> known = ApiAccessTable.lines().stream()
                .map(AccessTable.Line::door)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(mapped).as("""
                        Every mapping of the API needs a line in ApiAccessTable that says who gets what. Add, for each that is \
                        missing: its name as written here | fields | whose thing | the outcome for %s. \
                        Lines of mappings that are gone have to go, too.""", AccessTable.ROLES).containsExactlyInAnyOrderElementsOf(known);
    }

    @TestFactory
    Stream<DynamicTest> everyRoleGetsWhatTheTableSays() {
        return ApiAccessTable.lines().stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.door() + " | " + line.thing() + " | " + line.fields(), () -> judge(line)));
    }

    @TestFactory
    Stream<DynamicTest> whoBringsNoTokenGetsNothing() {
        return ApiAccessTable.lines().stream()
                .filter(line -> !FOR_ALL.contains(line.path()))
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    Estate.Things things = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
                    HttpRequest request = request(line, things).build();
                    long before = estate.version();
                    HttpResponse<String> answer = send(request);
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.body()).doesNotContain(Estate.MARK);
                    assertThat(estate.version()).as("what is stored").isEqualTo(before);
                }));
    }

    private void judge(AccessTable.Line line) {
        List<String> outcomes = new ArrayList<>();
        for (Role role : AccessTable.ROLES) {
            Estate.Things things = estate.things(line.thing(), role);
            HttpRequest request = request(line, things)
                    .header(
                            "Authorization",
                            "Bearer " + Objects.requireNonNull(tokens.get(role)).reveal())
                    .build();
            long before = estate.version();
            HttpResponse<String> answer = send(request);
            boolean stored = before != estate.version();
            outcomes.add(
                    answer.statusCode() < 300
                            ? (stored ? "done" : "seen")
                            : answer.statusCode() + (stored ? " but stored" : ""));
            if (role == Role.DOMAIN_ADMINISTRATOR) {
                assertThat(answer.body())
                        .as("what a domain administrator reads of somebody of another domain")
                        .doesNotContain(Estate.MARK + " ");
            }
        }
        assertThat(outcomes).as("for %s", AccessTable.ROLES).isEqualTo(line.outcomes());
    }

    private HttpRequest.Builder request(AccessTable.Line line, Estate.Things things) {
        String fields = things.fill(line.fields());
        boolean inAddress =
                fields.startsWith("?") || line.isRead() || line.method().equals("DELETE");
        String path = things.fill(path(line));
        String query = inAddress && !fields.isEmpty() ? "?" + fields.replaceFirst("^\\?", "") : "";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(estate.server().url() + path + query.replaceFirst("&domain=.*", "")))
                .timeout(Duration.ofMinutes(1));
        if (line.path().endsWith("/import")) {
            String table = "userPrincipalName,displayName\n"
                    + things.fill("imported{number}@" + fields.replaceFirst(".*domain=", "") + ",Imported\n");
            return body(request, line, "text/csv", table);
        }
        if (line.path().endsWith("/$batch")) {
            return body(request, line, "application/json", batch(things));
        }
        return inAddress
                ? request.method(line.method(), HttpRequest.BodyPublishers.noBody())
                : body(request, line, "application/json", json(fields));
    }

    private static HttpRequest.Builder body(
            HttpRequest.Builder request, AccessTable.Line line, String type, String body) {
        return request.header("Content-Type", type).method(line.method(), HttpRequest.BodyPublishers.ofString(body));
    }

    private static String batch(Estate.Things things) {
        return ApiAccessTable.BATCH.replace("{id}", things.fill("{id}")).replace("{account}", things.fill("{account}"));
    }

    /** The path with the names that {@link Estate.Things} has for what the mapping calls otherwise. */
    private static String path(AccessTable.Line line) {
        String id = line.path().startsWith("/v1.0/security/apiTokens") ? "{token}" : "{policy}";
        return line.path()
                .replace("{id}", id)
                .replace("{idOrName}", "{id}")
                .replace("{idOrAccount}", "{reference}")
                .replace("{operation}", "{now}")
                .replace("{pattern}", "{allowed}")
                .replace("{name}/removeSecondFactor", "{factored}/removeSecondFactor");
    }

    private static String json(String fields) {
        Map<String, Object> body = new TreeMap<>();
        for (String field : fields.isEmpty() ? new String[0] : fields.split("&")) {
            String[] parts = field.split("=", 2);
            boolean list = parts[0].endsWith("[]");
            Object value = Set.of("true", "false").contains(parts[1]) ? (Object) Boolean.valueOf(parts[1]) : parts[1];
            body.put(list ? parts[0].substring(0, parts[0].length() - 2) : parts[0], list ? List.of(value) : value);
        }
        return JSON.writeValueAsString(body);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
