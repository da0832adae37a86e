package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedServer.class)
class ApiTokenApiTest {
    private static final String PATH = "/v1.0/security/apiTokens";

    private final Api api;
    private final ApiClient owner;

    ApiTokenApiTest(Api api) {
        this.api = api;
        this.owner = api.owner();
    }

    @Test
    void aTokenIsShownOnceWorksAndIsRevokedAtOnce() {
        Answer issued = issue("ticket system", "auditor", "2027-12-31").is(201);
        String secret = issued.text("/token");
        ApiClient bearer = api.anybody().withToken(secret);
        assertThat(secret).matches("odk_[A-Za-z0-9_-]{43}");
        assertThat(issued.text("/expirationDateTime")).isEqualTo("2027-12-31T23:00:00.000Z");
        assertThat(issued.text("/createdBy")).isEqualTo("token:owner");
        bearer.get("/v1.0/version").is(200);

        Answer list = owner.get(PATH).is(200);
        assertThat(list.response().body()).doesNotContain(secret, secret.substring(4));
        JsonNode listed = list.body()
                .get("value")
                .valueStream()
                .filter(token -> token.get("id").asString().equals(issued.text("/id")))
                .findFirst()
                .orElseThrow();
        assertThat(listed.get("displayName").asString()).isEqualTo("ticket system");
        assertThat(listed.has("token")).isFalse();

        owner.delete(PATH + "/" + issued.text("/id")).is(204);
        bearer.get("/v1.0/version").isError(401, "unauthenticated");
        owner.delete(PATH + "/" + issued.text("/id")).isError(404, "itemNotFound");
    }

    @Test
    void issueAndRevocationAreInTheAuditLogWithoutTheSecret() {
        Answer issued = issue("audited", "securityAdministrator", "2027-12-31").is(201);
        owner.delete(PATH + "/" + issued.text("/id")).is(204);
        Answer audit = api.auditor()
                .get("/v1.0/auditLogs/directoryAudits?$filter=target%20eq%20'token:audited'")
                .is(200);

        assertThat(audit.body().get("value").findValuesAsString("activityDisplayName"))
                .containsExactly("token.revoke", "token.issue");
        assertThat(audit.text("/value/1/initiatedBy/user/userPrincipalName")).isEqualTo("token:owner");
        assertThat(audit.text("/value/1/initiatedBy/user/ipAddress")).isEqualTo("127.0.0.1");
        assertThat(audit.text("/value/1/targetResources/0/modifiedProperties/0/newValue"))
                .startsWith("securityAdministrator until 2027-12-31T23:00:00");
        assertThat(audit.response().body()).doesNotContain(issued.text("/token").substring(4));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Answer refused = issue("", "king", "never").isError(400, "invalidRequest");
        assertThat(refused.body().at("/error/details").findValuesAsString("target"))
                .containsExactlyInAnyOrder("displayName", "role", "expirationDateTime");

        Answer empty = owner.post(PATH, "{}").isError(400, "invalidRequest");
        assertThat(empty.body().at("/error/details").findValuesAsString("message"))
                .containsExactly("is needed", "is needed", "is needed");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-01T10:00:00Z, future",
        "2027-02-28, future",
        "2028-03-02T23:59:59Z, 366 days",
        "2999-01-01, 366 days",
        "2027-13-01, 2030-01-31",
        "soon, 2030-01-31"
    })
    void aTokenEndsWithinAYear(String end, String expected) {
        Answer refused = issue("end", "auditor", end).isError(400, "invalidRequest");

        assertThat(refused.text("/error/details/0/target")).isEqualTo("expirationDateTime");
        assertThat(refused.text("/error/details/0/message")).contains(expected);
    }

    @Test
    void anEndMayHaveAnOffset() {
        Answer issued = issue("offset", "auditor", "2027-06-01T12:00:00+02:00").is(201);

        assertThat(issued.text("/expirationDateTime")).isEqualTo("2027-06-01T10:00:00.000Z");
    }

    @Test
    void twoTokensOfOneNameCouldNotBeToldApart() {
        issue("Twin", "auditor", "2027-12-31").is(201);
        Answer refused = issue("twin", "auditor", "2027-12-31").isError(400, "invalidRequest");

        assertThat(refused.text("/error/details/0/target")).isEqualTo("displayName");
    }

    @Test
    void aNameHasUpTo64VisibleCharacters() {
        issue("n".repeat(64), "auditor", "2027-12-31").is(201);
        for (String name : List.of("n".repeat(65), "a\\u202eb", "a\\nb", "\\ud800", " ")) {
            issue(name, "auditor", "2027-12-31").isError(400, "invalidRequest");
        }
    }

    @Test
    void onlyAGlobalAdministratorSeesOrMakesTokens() {
        for (ApiClient other : List.of(api.admin(), api.auditor())) {
            assertThat(other.get(PATH).isError(403, "accessDenied").text("/error/message"))
                    .contains("Global administrator");
            other.post(PATH, """
                    {"displayName": "mine", "role": "auditor", "expirationDateTime": "2027-12-31"}""").isError(403, "accessDenied");
            other.delete(PATH + "/0123456789abcdef").isError(403, "accessDenied");
        }
    }

    private Answer issue(String name, String role, String end) {
        return owner.post(PATH, """
                {"displayName": "%s", "role": "%s", "expirationDateTime": "%s"}""".formatted(name, role, end));
    }
}
