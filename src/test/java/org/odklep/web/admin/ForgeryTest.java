package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;

/**
 * A page of somebody else makes the browser of a global administrator send every form there is, filled in as {@link AccessTest}
 * knows that it works: nothing is stored. And nothing that is only asked for stores anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgeryTest {
    private static final List<String> ELSEWHERE = List.of("cross-site", "same-site");

    /** Fields of which a form takes several. */
    private static final Set<String> SEVERAL = Set.of("user", "selected", "role");

    private Estate estate;
    private Knock victim;
    private String token;
    private String foreign;

    @BeforeAll
    void start() {
        estate = new Estate();
        victim = estate.as(Role.GLOBAL_ADMINISTRATOR);
        token = victim.token();
        foreign = estate.as(Role.GLOBAL_ADMINISTRATOR).token();
    }

    @AfterAll
    void stop() {
        estate.close();
    }

    @TestFactory
    Stream<DynamicTest> noFormIsTakenFromElsewhere() {
        return AccessTable.lines().stream()
                .filter(line -> !line.isRead())
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    Estate.Things things = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
                    refused(line, things, "", Map.of());
                    refused(line, things, "guessed", Map.of());
                    refused(line, things, foreign, Map.of());
                    refused(line, things, foreign, Map.of("X-CSRF-TOKEN", foreign));
                    refused(line, things, "", Map.of("Content-Type", "text/plain"));
                    for (String site : ELSEWHERE) {
                        refused(line, things, token, Map.of("Sec-Fetch-Site", site, "Origin", "https://evil.example"));
                    }
                }));
    }

    /** The token in a cookie that somebody else could set counts for nobody who is signed in. */
    @Test
    void aTokenThatAnotherPageLeftInACookieIsNotTaken() {
        Knock with = new Knock(estate.server(), victim.session() + "; odklep-visitor=planted");
        long before = estate.version();
        assertThat(with.send("POST", "/account/sessions", "_csrf=planted", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(estate.version()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> noFormIsTakenByAnotherMethodOrInAnAddress() {
        return AccessTable.lines().stream()
                .filter(line -> !line.isRead())
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    Estate.Things things = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
                    String form = line.form(things, token);
                    String path = line.address(things);
                    long before = estate.version();
                    victim.get(path + "?" + form);
                    victim.send("HEAD", path + "?" + form, "", Map.of());
                    victim.get(path + "?_method=POST&" + form);
                    victim.send("GET", path + "?" + form, "", Map.of("X-HTTP-Method-Override", "POST"));
                    for (String method : List.of("PUT", "PATCH", "DELETE")) {
                        assertThat(victim.send(method, path, form, Map.of()).statusCode())
                                .as(method)
                                .isIn(403, 404, 405);
                    }
                    assertThat(estate.version()).as("what is stored").isEqualTo(before);
                }));
    }

    /** A field that stands twice, in the form or in the address too, has two readers see two forms. */
    @TestFactory
    Stream<DynamicTest> noFormIsTakenWithAFieldTwice() {
        return AccessTable.lines().stream()
                .filter(line -> !line.isRead() && !line.path().equals("/sign-out"))
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    Estate.Things things = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
                    String form = line.form(things, token);
                    String path = line.address(things);
                    long before = estate.version();
                    for (String field : form.split("&")) {
                        String name = field.substring(0, field.indexOf('='));
                        if (!SEVERAL.contains(name)) {
                            String again = name + "=another";
                            assertThat(victim.send("POST", path, form + "&" + again, Map.of())
                                            .statusCode())
                                    .as(name)
                                    .isEqualTo(400);
                            assertThat(victim.send("POST", path + "?" + again, form, Map.of())
                                            .statusCode())
                                    .as("%s in the address", name)
                                    .isEqualTo(400);
                        }
                    }
                    assertThat(estate.version()).as("what is stored").isEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsOnlyAskedForStoresNothing() {
        return AccessTable.lines().stream()
                .filter(AccessTable.Line::isRead)
                .map(line -> DynamicTest.dynamicTest(line.door() + " | " + line.thing(), () -> {
                    Estate.Things things = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
                    String address = line.address(things);
                    long before = estate.version();
                    victim.get(address);
                    if (!address.endsWith("/live")) {
                        victim.send("HEAD", address, "", Map.of());
                    }
                    assertThat(estate.version()).as("what is stored").isEqualTo(before);
                }));
    }

    /** So that the tests above can fail. */
    @Test
    void theSameFormWithItsOwnTokenIsTaken() {
        AccessTable.Line line = AccessTable.lines().stream()
                .filter(each -> each.door().equals("POST /users/{id}/sign-in"))
                .findFirst()
                .orElseThrow();
        Estate.Things things = estate.things("own", Role.GLOBAL_ADMINISTRATOR);
        String path = line.address(things);
        long before = estate.version();
        Map<String, String> own = Map.of(
                "Sec-Fetch-Site", "same-origin", "Origin", estate.server().url());
        assertThat(victim.send("POST", path, line.form(things, token), own).statusCode())
                .isEqualTo(302);
        assertThat(estate.version()).isNotEqualTo(before);
    }

    private void refused(AccessTable.Line line, Estate.Things things, String sent, Map<String, String> headers) {
        String form = line.form(things, sent);
        String path = line.address(things);
        long before = estate.version();
        HttpResponse<String> answer = victim.send("POST", path, form, headers);
        assertThat(answer.statusCode()).as("%s with %s", sent, headers).isEqualTo(403);
        assertThat(estate.version()).as("what is stored").isEqualTo(before);
    }
}
