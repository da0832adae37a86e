package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Everybody against every door of the pages, with things within and outside of their reach: {@link AccessTable} says who gets what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private static final Set<String> WITHOUT_SIGN_IN =
            Set.of("/sign-in", "/sign-in/openid", "/sign-in/openid/back", "/set-up");

    private Estate estate;

    @BeforeAll
    void start() {
        estate = new Estate();
    }

    @AfterAll
    void stop() {
        estate.close();
    }

    @Test
    void everyDoorStandsInTheTable() {
        Set<String> mapped = new TreeSet<>();
        Door.pages(estate.server()).forEach(door -> mapped.add(door.toString()));
        Set<String> known =
                AccessTable.lines().stream().map(AccessTable.Line::door).collect(Collectors.toCollection(TreeSet::new));
        assertThat(mapped).hasSizeGreaterThan(80);
        assertThat(mapped).as("""
                        Every mapping of the pages needs a line in AccessTable that says who gets what. Add, for each that is \
                        missing: its name as written here | fields | whose thing | the outcome for %s. \
                        Lines of mappings that are gone have to go, too.""", AccessTable.ROLES).containsExactlyInAnyOrderElementsOf(known);
    }

    @TestFactory
    Stream<DynamicTest> everyRoleGetsWhatTheTableSays() {
        return AccessTable.lines().stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.door() + " | " + line.thing() + " | " + line.fields(), () -> judge(line)));
    }

    @TestFactory
    Stream<DynamicTest> whoIsNotSignedInGetsNothing() {
        return AccessTable.lines().stream()
                .filter(line -> !WITHOUT_SIGN_IN.contains(line.path()))
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    Estate.Things things = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
                    HttpResponse<String> answer = send(line, things, Knock.ofNobody(estate.server()), "");
                    assertThat(answer.statusCode()).isEqualTo(line.isRead() ? 302 : 403);
                    assertThat(answer.body()).doesNotContain(Estate.MARK);
                    if (line.isRead()) {
                        assertThat(Visit.location(answer)).startsWith("/sign-in");
                    }
                }));
    }

    private void judge(AccessTable.Line line) {
        List<String> outcomes = new ArrayList<>();
        for (Role role : AccessTable.ROLES) {
            Estate.Things things = estate.things(line.thing(), role);
            Knock knock = estate.as(role);
            String token = line.isRead() ? "" : knock.token();
            line.form(things, token);
            line.address(things);
            long before = estate.version();
            HttpResponse<String> answer = send(line, things, knock, token);
            outcomes.add(outcome(answer, before != estate.version()));
            if (role == Role.DOMAIN_ADMINISTRATOR && line.thing().equals("other")) {
                assertThat(answer.body())
                        .as("what a domain administrator reads of somebody of another domain")
                        .doesNotContain(Estate.MARK + " ");
            }
        }
        assertThat(outcomes).as("for %s", AccessTable.ROLES).isEqualTo(line.outcomes());
    }

    private static HttpResponse<String> send(AccessTable.Line line, Estate.Things things, Knock knock, String token) {
        String path = line.address(things);
        return line.isRead() ? knock.get(path) : knock.send("POST", path, line.form(things, token), Map.of());
    }

    private static String outcome(HttpResponse<String> answer, boolean stored) {
        int status = answer.statusCode();
        boolean letIn = status < 400 || status == 422;
        return letIn ? (stored ? "done" : "seen") : status + (stored ? " but stored" : "");
    }
}
