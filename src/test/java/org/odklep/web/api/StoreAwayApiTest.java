package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.testing.PolicyClient;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith({SharedServer.class, OutputCaptureExtension.class})
class StoreAwayApiTest {
    private final Api api;

    StoreAwayApiTest(Api api) {
        this.api = api;
    }

    @AfterEach
    void bringTheStoreBack() {
        api.server().takeStoreAway(false);
    }

    @Test
    void changesAreRefusedWithATimeToRetryAndNothingIsChanged(CapturedOutput output) {
        String restrictions = "/v1.0/security/restrictedEntities";
        api.admin()
                .post(restrictions, "{\"senderAddress\": \"away@example.si\", \"reason\": \"r\"}")
                .is(201);
        api.server().takeStoreAway(true);

        List<Answer> answers = List.of(
                api.admin().post(restrictions + "/away@example.si/release", "{\"reason\": \"r\"}"),
                api.admin().post(restrictions, "{\"senderAddress\": \"away2@example.si\", \"reason\": \"r\"}"),
                api.admin().post("/v1.0/security/outboundPolicies", "{\"displayName\": \"Away\"}"),
                api.admin().patch("/v1.0/security/outboundPolicies/default", "{\"mode\": \"shadow\"}"),
                api.admin()
                        .post(
                                "/v1.0/security/allowedSenders",
                                "{\"pattern\": \"away3@example.si\", \"reason\": \"r\"}"),
                api.admin().delete("/v1.0/security/allowedSenders/away3@example.si"),
                api.owner().post("/v1.0/security/apiTokens", """
                        {"displayName": "away", "role": "auditor", "expirationDateTime": "2027-12-31"}"""),
                api.owner().delete("/v1.0/security/apiTokens/0123456789abcdef"),
                api.auditor().get(restrictions),
                api.auditor().get(restrictions + "/away@example.si"),
                api.auditor().get("/v1.0/security/senders/away@example.si"),
                api.auditor().get("/v1.0/security/sendingAlerts"),
                api.auditor().get("/v1.0/auditLogs/directoryAudits"),
                api.auditor().get("/v1.0/auditLogs/verification"));

        assertThat(answers).allSatisfy(answer -> {
            answer.isError(503, "serviceNotAvailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(output.getOut()).contains(answer.header("request-id"));
        });
        assertThat(output.getOut()).contains("the test took the store away").doesNotContain("\tat ");
        api.server().takeStoreAway(false);
        assertThat(api.auditor().get(restrictions + "/away@example.si").text("/status"))
                .isEqualTo("active");
        api.auditor().get(restrictions + "/away2@example.si").is(404);
    }

    @Test
    void whatIsInMemoryIsStillToldAndTheGateGoesOn() {
        api.admin()
                .post(
                        "/v1.0/security/restrictedEntities",
                        "{\"senderAddress\": \"held@example.si\", \"reason\": \"r\"}")
                .is(201);
        api.server().takeStoreAway(true);

        api.auditor().get("/v1.0/version").is(200);
        api.auditor().get("/v1.0/security/outboundPolicies").is(200);
        api.auditor().get("/v1.0/security/allowedSenders").is(200);
        api.owner().get("/v1.0/security/apiTokens").is(200);
        try (PolicyClient postfix = PolicyClient.connect(api.server().policyPort())) {
            assertThat(postfix.send("held@example.si", "a@elsewhere.example")).startsWith("550 5.1.8");
            assertThat(postfix.send("free@example.si", "a@elsewhere.example")).isEqualTo("DUNNO");
        }
    }

    @Test
    void healthTellsTheStateAndNothingElse() {
        assertThat(health().statusCode()).isEqualTo(200);
        assertThat(health().body()).isEqualTo("{\"status\":\"UP\"}");
        api.server().takeStoreAway(true);

        assertThat(health().statusCode()).isEqualTo(503);
        assertThat(health().body()).isEqualTo("{\"status\":\"DOWN\"}");
    }

    @Test
    void metricsCountWhatTheGateAnswered() {
        api.admin()
                .post(
                        "/v1.0/security/restrictedEntities",
                        "{\"senderAddress\": \"count@example.si\", \"reason\": \"r\"}")
                .is(201);
        double before = metric("odklep_postfix_requests_total{outcome=\"restricted\"}");
        try (PolicyClient postfix = PolicyClient.connect(api.server().policyPort())) {
            postfix.send("count@example.si", "a@elsewhere.example");

            assertThat(metric("odklep_postfix_requests_total{outcome=\"restricted\"}"))
                    .isEqualTo(before + 1);
            assertThat(metric("odklep_postfix_connections")).isPositive();
        }
        assertThat(metric("odklep_restrictions_active")).isPositive();
        assertThat(metric("odklep_postfix_requests_total{outcome=\"not_recorded\"}"))
                .isNotNegative();
        assertThat(metric("odklep_postfix_malformed_sessions_total")).isNotNegative();
        assertThat(metric("odklep_postfix_turned_away_total")).isZero();
        assertThat(metric("odklep_senders")).isNotNegative();
        assertThat(metric("odklep_journal_dropped_traces_total")).isZero();
    }

    private HttpResponse<String> health() {
        return api.anybody().plain("GET", "/health");
    }

    private double metric(String name) {
        return api.anybody()
                .plain("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
