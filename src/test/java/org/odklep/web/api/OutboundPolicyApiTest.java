package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class OutboundPolicyApiTest {
    private static final String PATH = "/v1.0/security/outboundPolicies";

    private final Api api;
    private final ApiClient admin;

    OutboundPolicyApiTest(Api api) {
        this.api = api;
        this.admin = api.admin();
    }

    @Test
    void aPolicyIsCreatedReadChangedAndDeleted() {
        Answer made = admin.post(PATH, """
                {"displayName": "Newsletters", "conditions": {"groups": ["Newsletter"], "domains": ["Example.SI"]},
                 "limits": {"externalRecipientsPerHour": 20000, "recipientsPerDay": 0}, "mode": "shadow"}""").is(201);
        String address = PATH + "/" + made.text("/id");
        assertThat(made.header("Location")).isEqualTo(api.server().url() + address);
        assertThat(made.text("/limitsInWords/recipientsPerDay")).isEqualTo("no limit");
        assertThat(made.text("/limitsInWords/externalRecipientsPerHour"))
                .isEqualTo("20000 external recipients per hour");
        assertThat(made.text("/conditions/groups/0")).isEqualTo("newsletter");
        assertThat(made.text("/timeZone")).isEqualTo("Europe/Ljubljana");
        assertThat(api.auditor().get(address).is(200).body()).isEqualTo(made.body());

        Answer changed =
                admin.patch(address, "{\"limits\": {\"recipientsPerDay\": 7}}").is(200);
        assertThat(changed.text("/limitsInWords/recipientsPerDay")).isEqualTo("7 recipients per 24 hours");
        assertThat(changed.text("/mode")).isEqualTo("shadow");

        assertThat(admin.delete(address).is(204).content()).isEmpty();
        api.auditor().get(address).isError(404, "itemNotFound");
        admin.patch(address, "{}").isError(404, "itemNotFound");
        admin.delete(address).isError(404, "itemNotFound");
    }

    @Test
    void aPolicyMayBeSentBackAsItCame() {
        JsonNode before = admin.get(PATH + "/default").body();
        JsonNode after =
                admin.patch(PATH + "/default", before.toString()).is(200).body();

        assertThat(after).isEqualTo(before);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Answer refused = admin.post(PATH, """
                {"displayName": "", "mode": "silent", "colour": "red", "timeZone": "Moon", "isEnabled": "yes",
                 "limits": {"recipientsPerDay": -1, "perSecond": 1, "recipientsPerMessage": 1.5},
                 "conditions": {"accounts": "ana", "people": []}}""").isError(400, "invalidRequest");

        List<String> targets = refused.body().at("/error/details").findValuesAsString("target");
        assertThat(targets)
                .contains(
                        "displayName",
                        "mode",
                        "colour",
                        "timeZone",
                        "isEnabled",
                        "limits.recipientsPerDay",
                        "limits.perSecond",
                        "limits.recipientsPerMessage",
                        "conditions.accounts",
                        "conditions.people");
    }

    @Test
    void theDefaultPolicyStays() {
        admin.delete(PATH + "/default").isError(409, "conflict");
        admin.patch(PATH + "/default", "{\"isEnabled\": false}").isError(400, "invalidRequest");

        JsonNode last = api.auditor()
                .get(PATH)
                .body()
                .get("value")
                .valueStream()
                .toList()
                .getLast();
        assertThat(last.get("isDefault").asBoolean()).isTrue();
    }

    @Test
    void aListOfPoliciesHasNoOptions() {
        Answer refused = api.auditor().get(PATH + "?$top=3").isError(400, "invalidRequest");

        assertThat(refused.text("/error/message")).contains("it has none");
    }

    @Test
    void anAuditorChangesNothing() {
        String before = api.auditor().get(PATH).response().body();
        api.auditor().post(PATH, "{\"displayName\": \"Mine\"}").isError(403, "accessDenied");
        api.auditor().patch(PATH + "/default", "{\"mode\": \"shadow\"}").isError(403, "accessDenied");
        Answer refused = api.auditor().delete(PATH + "/default").isError(403, "accessDenied");

        assertThat(refused.text("/error/message")).contains("Security administrator");
        assertThat(api.auditor().get(PATH).response().body()).isEqualTo(before);
    }

    @Test
    void aNameThatNoTextMayHoldIsRefusedBeforeItCanBeStored() {
        for (String name : List.of("half \\ud83d", "a\\u0000b")) {
            Answer refused =
                    admin.post(PATH, "{\"displayName\": \"" + name + "\"}").isError(400, "invalidRequest");
            assertThat(refused.text("/error/details/0/target")).isEqualTo("displayName");
            admin.post(PATH, "{\"displayName\": \"x\", \"conditions\": {\"groups\": [\"" + name + "\"]}}")
                    .isError(400, "invalidRequest");
        }
    }
}
