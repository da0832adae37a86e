package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class AuditApiTest {
    private static final String PATH = "/v1.0/auditLogs/directoryAudits";

    private final Api api;

    AuditApiTest(Api api) {
        this.api = api;
    }

    @Test
    void pagesHoldEveryEntryOnceWhileEntriesAreAdded() {
        for (int i = 0; i < 12; i++) {
            change(i);
        }
        long newest = id(api.auditor().get(PATH + "?$top=1").body().at("/value/0"));
        List<Long> seen = new ArrayList<>();
        Answer page = api.auditor().get(PATH + "?$top=5").is(200);
        for (int more = 0; ; more++) {
            page.body().get("value").forEach(entry -> seen.add(id(entry)));
            Optional<JsonNode> next = page.body().optional("@odata.nextLink");
            if (next.isEmpty()) {
                break;
            }
            change(more);
            page = api.auditor().follow(next.get().asString()).is(200);
        }

        List<Long> expected = new ArrayList<>();
        for (long number = newest; number >= 1; number--) {
            expected.add(number);
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @Test
    void anEntryTellsWhoDidWhatOnWhomWhyAndFromWhere() {
        api.admin()
                .post("/v1.0/security/restrictedEntities", "{\"senderAddress\": \"ivo\", \"reason\": \"Phished.\"}")
                .is(201);
        Answer audit = api.auditor()
                .get(PATH + "?$filter=target%20eq%20'ivo@example.si'")
                .is(200);
        JsonNode entry = audit.body().at("/value/0");

        assertThat(audit.body().get("value").size()).isEqualTo(1);
        assertThat(entry.get("activityDisplayName").asString()).isEqualTo("restriction.open");
        assertThat(entry.at("/initiatedBy/user/userPrincipalName").asString()).isEqualTo("token:admin");
        assertThat(entry.at("/initiatedBy/user/ipAddress").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.at("/targetResources/0/displayName").asString()).isEqualTo("ivo@example.si");
        assertThat(entry.at("/targetResources/0/modifiedProperties/0/oldValue").asString())
                .isEqualTo("may send");
        assertThat(entry.get("resultReason").asString()).isEqualTo("Phished.");
    }

    @Test
    void entriesAreFilteredByActorActionAndTime() {
        api.admin()
                .post("/v1.0/security/restrictedEntities", "{\"senderAddress\": \"eli\", \"reason\": \"Phished.\"}")
                .is(201);
        String on = "target eq 'eli@example.si' and ";

        assertThat(count(on + "initiatedBy/user/userPrincipalName eq 'token:admin'"))
                .isEqualTo(1);
        assertThat(count(on + "initiatedBy/user/userPrincipalName eq 'nobody'")).isZero();
        assertThat(count(on + "activityDisplayName eq 'restriction.open'")).isEqualTo(1);
        assertThat(count(on + "activityDisplayName eq 'restriction.release'")).isZero();
        assertThat(count(on + "activityDateTime ge 2001-01-01T00:00:00Z and activityDateTime le 2999-01-01T00:00:00Z"))
                .isEqualTo(1);
        assertThat(count(on + "activityDateTime le 2001-01-01T00:00:00Z")).isZero();
    }

    @Test
    void aDayIsOneInTheTimeZoneOfTheOrganisation() {
        try (TestServer server = TestServer.start()) {
            server.clock().advance(Duration.between(TestServer.START, Instant.parse("2027-03-01T23:30:00Z")));
            ApiClient admin = ApiClient.of(server).as(server, Role.SECURITY_ADMINISTRATOR, "admin");
            admin.post("/v1.0/security/restrictedEntities", "{\"senderAddress\": \"eli\", \"reason\": \"Phished.\"}")
                    .is(201);
            String on = "target eq 'eli@example.si' and activityDateTime ";
            assertThat(count(admin, on + "ge 2027-03-02 and activityDateTime le 2027-03-02"))
                    .isEqualTo(1);
            assertThat(count(admin, on + "le 2027-03-01")).isZero();
            assertThat(count(admin, on + "ge 2027-03-03")).isZero();
        }
    }

    private int count(String filter) {
        return count(api.auditor(), filter);
    }

    private static int count(ApiClient auditor, String filter) {
        return auditor.get(PATH + "?$filter=" + filter.replace(" ", "%20"))
                .is(200)
                .body()
                .get("value")
                .size();
    }

    @Test
    void theChainIsIntactAndItsHeadIsTheNewestEntry() {
        change(1);
        JsonNode newest = api.auditor().get(PATH + "?$top=1").body().at("/value/0");
        JsonNode verified =
                api.auditor().get("/v1.0/auditLogs/verification").is(200).body();

        assertThat(verified.get("intact").asBoolean()).isTrue();
        assertThat(verified.get("entries").asLong()).isEqualTo(id(newest));
        assertThat(verified.get("head").asString()).isEqualTo(newest.get("hash").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$skiptoken=0",
                "$skiptoken=-1",
                "$skiptoken=9223372036854775808",
                "$skiptoken=x",
                "$filter=actor%20eq%20'x'",
                "$filter=activityDateTime%20ge%202026-99-01T00:00:00Z",
                "$filter=activityDateTime%20ge%202026-02-30",
                "$filter=activityDateTime%20le%209999-12-31",
                "$filter=activityDateTime%20le%201960-01-01",
                "$filter=createdDateTime%20ge%202026-01-01T00:00:00Z",
                "$search=x"
            })
    void anOptionThatIsNotUnderstoodIsRefused(String query) {
        api.auditor().get(PATH + "?" + query).isError(400, "invalidRequest");
    }

    private void change(int number) {
        api.admin()
                .patch(
                        "/v1.0/security/outboundPolicies/default",
                        "{\"limits\": {\"recipientsPerMessage\": " + (number + 400) + "}}")
                .is(200);
    }

    private static long id(JsonNode entry) {
        return Long.parseLong(entry.get("id").asString());
    }
}
