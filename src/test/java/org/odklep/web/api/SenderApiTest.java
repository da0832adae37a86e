package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendingGuard;
import org.odklep.testing.PolicyClient;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class SenderApiTest {
    private static final String PATH = "/v1.0/security/senders/";

    private final Api api;

    SenderApiTest(Api api) {
        this.api = api;
    }

    @Test
    void whyTellsWhatStopsAnAccountWhatItSentAndWhatWasBefore() {
        api.admin().post("/v1.0/security/outboundPolicies", """
                {"displayName": "Why", "conditions": {"accounts": ["why@example.si"]},
                 "limits": {"recipientsPerDay": 2, "messagesPerMinute": 0}}""").is(201);
        try (PolicyClient postfix = PolicyClient.connect(api.server().policyPort())) {
            postfix.send("why", "a@elsewhere.example");
            api.server().clock().advance(Duration.ofSeconds(1));
            postfix.send("why", "boss@example.si");
            JsonNode before = api.auditor().get(PATH + "why@example.si").is(200).body();
            assertThat(before.get("canSend").asBoolean()).isTrue();
            assertThat(before.get("locks").isEmpty()).isTrue();
            assertThat(before.get("recentMessages").size()).isEqualTo(2);
            assertThat(before.at("/recentMessages/0/domains/0").asString()).isEqualTo("example.si");
            assertThat(sent(before, "recipientsPerDay").get("measured").asInt()).isEqualTo(2);
            assertThat(sent(before, "recipientsPerDay").get("allowedInWords").asString())
                    .isEqualTo("2 recipients per 24 hours");
            assertThat(sent(before, "externalRecipientsPerHour").get("measured").asInt())
                    .isEqualTo(1);
            assertThat(sent(before, "internalRecipientsPerHour").get("measured").asInt())
                    .isEqualTo(1);
            assertThat(sent(before, "messagesPerMinute").get("allowed").asInt()).isZero();
            assertThat(sent(before, "messagesPerMinute").get("allowedInWords").asString())
                    .isEqualTo("no limit");

            postfix.send("why", "c@elsewhere.example");
            Answer stopped = api.auditor().get(PATH + "why").is(200);
            assertThat(stopped.text("/senderAddress")).isEqualTo("why@example.si");
            assertThat(stopped.body().get("canSend").asBoolean()).isFalse();
            assertThat(stopped.text("/locks/0/kind")).isEqualTo("sendingRestriction");
            assertThat(stopped.text("/locks/0/evidence/limit")).isEqualTo("recipientsPerDay");
            assertThat(stopped.text("/policy/displayName")).isEqualTo("Why");
            assertThat(stopped.text("/policy/mode")).isEqualTo("enforce");
            assertThat(stopped.text("/history/0/id")).isEqualTo(stopped.text("/locks/0/id"));
            assertThat(stopped.body().at("/history/0/evidence").isNull()).isTrue();
        }
    }

    @Test
    void whyFindsAnAccountByTheReferenceOfItsRestrictionAndCountsWhatWasRefused() {
        String reference = api.admin()
                .post(
                        "/v1.0/security/restrictedEntities",
                        "{\"senderAddress\": \"byreference@example.si\", \"reason\": \"r\"}")
                .is(201)
                .text("/id");
        try (PolicyClient postfix = PolicyClient.connect(api.server().policyPort())) {
            postfix.send("byreference@example.si", "a@elsewhere.example");
        }
        api.server().bean(SendJournal.class).flush();

        Answer why =
                api.auditor().get(PATH + reference.toLowerCase(Locale.ROOT)).is(200);

        assertThat(why.text("/senderAddress")).isEqualTo("byreference@example.si");
        assertThat(why.body().at("/locks/0/refusedSince").asInt()).isPositive();
        assertThat(why.body().at("/locks/0/refusedSince")).isEqualTo(why.body().at("/history/0/refusedSince"));
    }

    @Test
    void whyTellsWhenTheAllowListOutranksARestriction() {
        api.admin()
                .post(
                        "/v1.0/security/restrictedEntities",
                        "{\"senderAddress\": \"vip@example.si\", \"reason\": \"r\"}");
        api.admin()
                .post("/v1.0/security/allowedSenders", "{\"pattern\": \"vip@example.si\", \"reason\": \"Minister.\"}");
        JsonNode sender = api.auditor().get(PATH + "vip@example.si").is(200).body();

        assertThat(sender.get("canSend").asBoolean()).isTrue();
        assertThat(sender.at("/allowedBy/reason").asString()).isEqualTo("Minister.");
        assertThat(sender.at("/history/0/status").asString()).isEqualTo("active");
    }

    @Test
    void anAliasIsItsUserForTheGateAndForWhoeverNamesIt() {
        api.owner().post("/v1.0/users", """
                {"displayName": "Alja", "userPrincipalName": "alja@example.si", "aliases": ["a.alias@example.si"],
                 "accountEnabled": true, "passwordProfile": {"password": "nakit-sonce-voda-92"}}""").is(201);
        String restricted = "/v1.0/security/restrictedEntities";
        api.admin()
                .post(restricted, "{\"senderAddress\": \"a.alias\", \"reason\": \"Phished.\"}")
                .is(201);
        try (PolicyClient postfix = PolicyClient.connect(api.server().policyPort())) {
            assertThat(postfix.send("a.alias@example.si", "a@elsewhere.example"))
                    .startsWith("550 ");
            assertThat(postfix.send("alja", "a@elsewhere.example")).startsWith("550 ");
        }
        Answer why = api.auditor().get(PATH + "a.alias").is(200);
        assertThat(why.text("/senderAddress")).isEqualTo("alja@example.si");
        assertThat(why.text("/locks/0/kind")).isEqualTo("sendingRestriction");
        api.admin()
                .post(restricted + "/a.alias@example.si/release", "{\"reason\": \"Cleaned.\"}")
                .is(200);
        assertThat(api.admin()
                        .post("/v1.0/security/allowedSenders", "{\"pattern\": \"a.alias\", \"reason\": \"Minister.\"}")
                        .is(201)
                        .text("/pattern"))
                .isEqualTo("alja@example.si");
    }

    @Test
    void askingAboutAStrangerLeavesNoTrace() {
        int before = api.server().bean(SendingGuard.class).senders();
        JsonNode sender =
                api.auditor().get(PATH + "stranger%2B1@example.si").is(200).body();

        assertThat(sender.get("senderAddress").asString()).isEqualTo("stranger+1@example.si");
        assertThat(sender.get("canSend").asBoolean()).isTrue();
        assertThat(api.server().bean(SendingGuard.class).senders()).isEqualTo(before);
    }

    @Test
    void aNameThatNoAccountCanHaveIsRefused() {
        api.auditor().get(PATH + "a%E2%80%AEb@example.si").isError(400, "invalidRequest");
        api.auditor().get(PATH + "%20").isError(400, "invalidRequest");
        api.auditor().get(PATH + "a".repeat(400)).isError(400, "invalidRequest");
    }

    @Test
    void alertsOfAShadowPolicyAreListed() {
        api.admin().post("/v1.0/security/outboundPolicies", """
                {"displayName": "Shadow", "conditions": {"accounts": ["shade@example.si", "shadow@example.si"]},
                 "limits": {"externalRecipientsPerHour": 1}, "mode": "shadow"}""").is(201);
        try (PolicyClient postfix = PolicyClient.connect(api.server().policyPort())) {
            for (String account : new String[] {"shade@example.si", "shadow@example.si"}) {
                assertThat(postfix.send(account, "a@elsewhere.example")).isEqualTo("DUNNO");
                assertThat(postfix.send(account, "b@elsewhere.example")).isEqualTo("DUNNO");
            }
        }
        api.server().bean(SendJournal.class).flush();

        Answer all = api.auditor().get("/v1.0/security/sendingAlerts").is(200);
        assertThat(all.body().get("value").findValuesAsString("senderAddress"))
                .contains("shade@example.si", "shadow@example.si");
        Answer one = api.auditor()
                .get("/v1.0/security/sendingAlerts?$top=5&$filter=senderAddress%20eq%20'SHADE'")
                .is(200);
        assertThat(one.body().get("value").size()).isEqualTo(1);
        assertThat(one.text("/value/0/mode")).isEqualTo("shadow");
        assertThat(one.text("/value/0/action")).isEqualTo("BlockUser");
        assertThat(one.body().at("/value/0/evidence/measured").asInt()).isEqualTo(2);
        assertThat(api.auditor().get(PATH + "shade@example.si").text("/policy/mode"))
                .isEqualTo("shadow");
    }

    @Test
    void alertsAreFilteredBySenderOnly() {
        String path = "/v1.0/security/sendingAlerts?";
        api.auditor().get(path + "$filter=mode%20eq%20'shadow'").isError(400, "invalidRequest");
        api.auditor().get(path + "$filter=senderAddress%20eq%20''").isError(400, "invalidRequest");
        api.auditor().get(path + "$filter=contains(senderAddress,'a')").isError(400, "invalidRequest");
        api.auditor().get(path + "$skiptoken=1").isError(400, "invalidRequest");
    }

    private static JsonNode sent(JsonNode sender, String limit) {
        return sender.get("sent")
                .valueStream()
                .filter(each -> each.get("limit").asString().equals(limit))
                .findFirst()
                .orElseThrow();
    }
}
