package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;

@ExtendWith(SharedServer.class)
class AllowedSenderApiTest {
    private static final String PATH = "/v1.0/security/allowedSenders";

    private final ApiClient admin;
    private final ApiClient auditor;

    AllowedSenderApiTest(Api api) {
        admin = api.admin();
        auditor = api.auditor();
    }

    @Test
    void anEntryIsAddedReplacedAndRemoved() {
        Answer made = admin.post(PATH, "{\"pattern\": \" News@Example.si\", \"reason\": \"Newsletter.\"}")
                .is(201);
        assertThat(made.text("/pattern")).isEqualTo("news@example.si");
        assertThat(made.text("/addedBy")).isEqualTo("token:admin");
        assertThat(made.body().get("expirationDateTime").isNull()).isTrue();

        Answer replaced = admin.post(PATH, """
                {"pattern": "news@example.si", "reason": "Until spring.", "expirationDateTime": "2027-03-31"}""").is(200);
        assertThat(replaced.text("/expirationDateTime")).isEqualTo("2027-03-31T22:00:00.000Z");
        assertThat(patterns()).containsOnlyOnce("news@example.si");

        admin.delete(PATH + "/news%40example.si").is(204);
        assertThat(patterns()).doesNotContain("news@example.si");
        admin.delete(PATH + "/news@example.si").isError(404, "itemNotFound");
    }

    @Test
    void aWholeDomainIsAllowedAndRemoved() {
        admin.post(PATH, "{\"pattern\": \"@Whole.Example.si.\", \"reason\": \"r\"}")
                .is(201);
        assertThat(patterns()).contains("@whole.example.si");

        admin.delete(PATH + "/@whole.example.si").is(204);
        assertThat(patterns()).doesNotContain("@whole.example.si");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Answer refused = admin.post(PATH, """
                {"pattern": "@not a domain", "expirationDateTime": "tomorrow", "forever": true}""").isError(400, "invalidRequest");

        assertThat(refused.body().at("/error/details").findValuesAsString("target"))
                .containsExactlyInAnyOrder("pattern", "expirationDateTime", "forever", "reason");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-02-28",
                "2020-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "10000-01-01",
                "31.12.2027",
                "2027-02-30"
            })
    void anEndHasToBeAMomentToCome(String end) {
        Answer refused = admin.post(PATH, """
                {"pattern": "end@example.si", "reason": "r", "expirationDateTime": "%s"}""".formatted(end)).isError(400, "invalidRequest");

        assertThat(refused.text("/error/details/0/target")).isEqualTo("expirationDateTime");
        assertThat(patterns()).doesNotContain("end@example.si");
    }

    @Test
    void anAuditorChangesNothing() {
        auditor.post(PATH, "{\"pattern\": \"me@example.si\", \"reason\": \"r\"}")
                .isError(403, "accessDenied");
        auditor.delete(PATH + "/me@example.si").isError(403, "accessDenied");
        assertThat(patterns()).doesNotContain("me@example.si");
    }

    private List<String> patterns() {
        return auditor.get(PATH).is(200).body().get("value").findValuesAsString("pattern");
    }
}
