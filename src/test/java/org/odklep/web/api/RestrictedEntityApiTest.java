package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.app.TestServer;
import org.odklep.testing.PolicyClient;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class RestrictedEntityApiTest {
    private static final String PATH = "/v1.0/security/restrictedEntities";

    private final TestServer server;
    private final ApiClient admin;
    private final ApiClient auditor;

    RestrictedEntityApiTest(Api api) {
        server = api.server();
        admin = api.admin();
        auditor = api.auditor();
    }

    @Test
    void anAccountThatGoesOverALimitIsShownWithItsEvidenceAndReleased() {
        admin.post("/v1.0/security/outboundPolicies", """
                {"displayName": "Small", "conditions": {"accounts": ["ana@example.si"]},
                 "limits": {"externalRecipientsPerHour": 2}}""").is(201);
        try (PolicyClient postfix = PolicyClient.connect(server.policyPort())) {
            assertThat(postfix.send("ana@example.si", "a@elsewhere.example")).isEqualTo("DUNNO");
            server.clock().advance(Duration.ofSeconds(1));
            assertThat(postfix.send("ana@example.si", "b@elsewhere.example")).isEqualTo("DUNNO");
            server.clock().advance(Duration.ofSeconds(1));
            String reply = postfix.send("ana@example.si", "c@elsewhere.example");

            JsonNode shown = auditor.get(PATH + "/ana@example.si").is(200).body();
            assertThat(shown.get("reply").asString()).isEqualTo(reply);
            assertThat(reply)
                    .isEqualTo("550 5.1.8 Access denied, bad outbound sender (reference "
                            + shown.get("id").asString() + ", help: help@example.si)");
            assertThat(shown.get("status").asString()).isEqualTo("active");
            assertThat(shown.get("setBy").asString()).isEqualTo("policy:Small");
            assertThat(shown.at("/evidence/limit").asString()).isEqualTo("externalRecipientsPerHour");
            assertThat(shown.at("/evidence/allowed").asInt()).isEqualTo(2);
            assertThat(shown.at("/evidence/measured").asInt()).isEqualTo(3);
            assertThat(shown.at("/evidence/window").asString()).isEqualTo("PT1H");
            assertThat(shown.at("/evidence/messages").size()).isEqualTo(3);
            assertThat(shown.at("/evidence/clients/0/ipAddress").asString()).isEqualTo("127.0.0.1");
            assertThat(shown.get("liftedBy").asString()).startsWith("release (securityAdministrator)");

            Answer released = admin.post(
                            PATH + "/" + shown.get("id").asString() + "/release",
                            "{\"reason\": \"Called Ana;\\n password changed.\"}")
                    .is(200);
            assertThat(released.text("/status")).isEqualTo("released");
            assertThat(released.text("/restrictedEntity/status")).isEqualTo("ended");
            assertThat(released.text("/restrictedEntity/release/by")).isEqualTo("token:admin");
            assertThat(released.text("/restrictedEntity/release/reason")).isEqualTo("Called Ana; password changed.");
            assertThat(postfix.send("ana@example.si", "c@elsewhere.example")).isEqualTo("DUNNO");
        }
    }

    @Test
    void anOperatorRestrictsAnAccountOnceAndEverybodySeesIt() {
        Answer made = admin.post(PATH, "{\"senderAddress\": \"BOR@Example.si\", \"reason\": \"He asked for it.\"}")
                .is(201);
        Answer again = admin.post(PATH, "{\"senderAddress\": \"bor\", \"reason\": \"Once more.\"}")
                .is(200);

        assertThat(made.text("/senderAddress")).isEqualTo("bor@example.si");
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(made.header("Location")).isEqualTo(server.url() + PATH + "/" + made.text("/id"));
        assertThat(auditor.follow(made.header("Location")).body()).isEqualTo(made.body());
        assertThat(made.text("/createdDateTime")).matches("2027-03-01T10:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(made.body().get("evidence").isNull()).isTrue();
        assertThat(made.body().get("expirationDateTime").isNull()).isTrue();
    }

    @Test
    void aReferenceIsFoundInWhateverWayItIsWritten() {
        String id = restrict("cene@example.si");
        String spoken = id.substring(0, 4).toLowerCase() + "-"
                + id.substring(4).replace('0', 'o').replace('1', 'l');

        assertThat(auditor.get(PATH + "/" + spoken).text("/id")).isEqualTo(id);
        assertThat(auditor.get(PATH + "/cene%40example.si").text("/id")).isEqualTo(id);
        assertThat(auditor.get(PATH + "/CENE@EXAMPLE.SI").text("/id")).isEqualTo(id);
        assertThat(auditor.get(PATH + "/cene").text("/id")).isEqualTo(id);
    }

    @Test
    void aReleaseIsRepeatedWithoutHarm() {
        restrict("dana@example.si");
        Answer first = release("dana@example.si");
        Answer second = release("dana@example.si");

        assertThat(first.text("/status")).isEqualTo("released");
        assertThat(second.text("/status")).isEqualTo("alreadyReleased");
        assertThat(second.body().get("restrictedEntity")).isEqualTo(first.body().get("restrictedEntity"));
    }

    @Test
    void ofManyReleasesAtOnceExactlyOneReleases() throws Exception {
        String id = restrict("edo@example.si");
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> releases = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                releases.add(() -> release(id));
            }
            for (Future<Answer> done : threads.invokeAll(releases)) {
                outcomes.add(done.get().is(200).text("/status"));
            }
        }

        assertThat(outcomes).hasSize(16).containsOnlyOnce("released");
        JsonNode audit = admin.get("/v1.0/auditLogs/directoryAudits?$filter=target%20eq%20'edo@example.si'")
                .body();
        assertThat(audit.findValuesAsString("activityDisplayName"))
                .containsExactly("restriction.release", "restriction.open");
    }

    @Test
    void aReleaseOfWhatIsNotRestrictedIsNotFound() {
        admin.post(PATH + "/nobody@example.si/release", "{\"reason\": \"r\"}").isError(404, "itemNotFound");
        admin.post(PATH + "/ZZZZZZZZ/release", "{\"reason\": \"r\"}").isError(404, "itemNotFound");
        auditor.get(PATH + "/nobody@example.si").isError(404, "itemNotFound");
    }

    @Test
    void aReleaseNeedsAReasonInWords() {
        restrict("fani@example.si");
        for (String body : List.of("{}", "{\"reason\": null}", "{\"reason\": \" \\n\"}", "{\"reason\": 7}")) {
            Answer refused = admin.post(PATH + "/fani@example.si/release", body).isError(400, "invalidRequest");
            assertThat(refused.text("/error/details/0/target")).isEqualTo("reason");
        }
        assertThat(auditor.get(PATH + "/fani@example.si").text("/status")).isEqualTo("active");
    }

    @Test
    void anAuditorIsToldWhoMayRelease() {
        String id = restrict("gal@example.si");
        Answer refused = auditor.post(PATH + "/" + id + "/release", "{\"reason\": \"Please.\"}")
                .isError(403, "accessDenied");

        assertThat(refused.text("/error/message")).contains("Security administrator");
        assertThat(auditor.get(PATH + "/" + id).text("/status")).isEqualTo("active");
    }

    @Test
    void theAllowListOutranksAnOperator() {
        admin.post("/v1.0/security/allowedSenders", "{\"pattern\": \"@list.example.si\", \"reason\": \"r\"}")
                .is(201);
        Answer refused = admin.post(PATH, "{\"senderAddress\": \"news@list.example.si\", \"reason\": \"r\"}")
                .isError(409, "conflict");

        assertThat(refused.text("/error/message")).contains("@list.example.si");
    }

    @Test
    void aRestrictionForTodayEndsByItselfAndSaysWhen() {
        admin.post("/v1.0/security/outboundPolicies", """
                {"displayName": "Today", "conditions": {"accounts": ["hana@example.si"]},
                 "limits": {"recipientsPerDay": 1}, "actionWhenThresholdReached": "BlockUserForToday"}""").is(201);
        try (PolicyClient postfix = PolicyClient.connect(server.policyPort())) {
            postfix.send("hana@example.si", "a@elsewhere.example");
            postfix.send("hana@example.si", "b@elsewhere.example");
        }
        JsonNode shown = auditor.get(PATH + "/hana@example.si").body();

        assertThat(shown.get("temporaryBlock").asBoolean()).isTrue();
        assertThat(shown.get("expirationDateTime").asString()).isEqualTo("2027-03-01T23:00:00.000Z");
        assertThat(shown.get("liftedBy").asString()).startsWith("time, at 2027-03-01T23:00:00.000Z");
    }

    private String restrict(String account) {
        return admin.post(PATH, "{\"senderAddress\": \"" + account + "\", \"reason\": \"A test.\"}")
                .is(201)
                .text("/id");
    }

    private Answer release(String idOrAccount) {
        return admin.post(PATH + "/" + idOrAccount + "/release", "{\"reason\": \"All is well again.\"}");
    }
}
