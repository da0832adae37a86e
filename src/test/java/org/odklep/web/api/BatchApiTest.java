package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;

/** Several requests in one. */
@ExtendWith(SharedServer.class)
class BatchApiTest {
    private static final String BATCH = "/v1.0/$batch";

    private final Api api;
    private final ApiClient owner;

    BatchApiTest(Api api) {
        this.api = api;
        this.owner = api.anybody().as(api.server(), Role.GLOBAL_ADMINISTRATOR, "batch");
    }

    @Test
    void eachRequestIsAnsweredAsItWouldBeByItself() {
        Answer answer = owner.post(BATCH, """
                {"requests": [
                  {"id": "1", "method": "POST", "url": "/users", "headers": {"Content-Type": "application/json"},
                   "body": {"userPrincipalName": "batch@example.si", "displayName": "Ba Tch"}},
                  {"id": "2", "method": "GET", "url": "/users/batch%40example.si?$select=displayName,id", "dependsOn": ["1"]},
                  {"id": "3", "method": "get", "url": "/users/nobody@example.si"},
                  {"id": "4", "method": "PATCH", "url": "/users/batch", "headers": {"Content-Type": "application/json"},
                   "body": {"displayName": "Never"}, "dependsOn": ["3"]},
                  {"id": "5", "method": "PATCH", "url": "/users/batch", "headers": {"Content-Type": "application/json"},
                   "body": {"displayName": "Renamed"}, "dependsOn": ["2"]},
                  {"id": "6", "method": "GET", "url": "/users/$count?$filter=displayName%20eq%20'Renamed'"},
                  {"id": "7", "method": "GET", "url": "/users?$top=1&$top=2"},
                  {"id": "8", "method": "POST", "url": "/users", "body": {}},
                  {"id": "9", "method": "GET", "url": "/users?$search=batch&$top=1"}]}""").is(200);

        assertThat(each(answer, "id")).isEqualTo("1 2 3 4 5 6 7 8 9");
        assertThat(each(answer, "status")).isEqualTo("201 200 404 424 204 200 400 415 200");
        assertThat(answer.text("/responses/0/headers/Location"))
                .startsWith(api.server().url() + "/v1.0/users/");
        assertThat(answer.text("/responses/1/body/displayName")).isEqualTo("Ba Tch");
        assertThat(answer.text("/responses/2/body/error/code")).isEqualTo("itemNotFound");
        assertThat(answer.text("/responses/3/body/error/code")).isEqualTo("failedDependency");
        assertThat(answer.body().at("/responses/4").has("body")).isFalse();
        assertThat(answer.text("/responses/5/body")).isEqualTo("MQ==");
        assertThat(answer.text("/responses/8/body/value/0/displayName")).isEqualTo("Renamed");
    }

    @Test
    void aBatchGivesNobodyMoreRights() {
        String body = """
                {"requests": [{"id": "1", "method": "DELETE", "url": "/users/batch@example.si"},
                              {"id": "2", "method": "GET", "url": "/version",
                               "headers": {"Authorization": "Bearer odk_nothing"}}]}""";
        Answer answer = api.auditor().post(BATCH, body).is(200);
        assertThat(each(answer, "status")).startsWith("403 200");
        assertThat(answer.text("/responses/0/body/error/message")).contains("userAdministrator");
        api.anybody().post(BATCH, body).isError(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/$batch",
                "/%24batch",
                "/users/import",
                "/users/%65xport",
                "/users/bulk",
                "/../admin/users",
                "/users/../../admin",
                "/users/%2e%2e/x",
                "//evil.example/users",
                "/users/a%2fb",
                "/users;x=1",
                "/users/",
                "/users\\\\x",
                "/users#x",
                "https://evil.example/users"
            })
    void addressesThatAreNotForBatchesAreRefused(String url) {
        Answer refused = owner.post(
                BATCH,
                "{\"requests\": [{\"id\": \"1\", \"method\": \"POST\", \"url\": \"" + url
                        + "\", \"headers\": {\"Content-Type\": \"application/json\"}, \"body\": {\"requests\": []}}]}");
        assertThat(refused.isError(400, "invalidRequest").text("/error/details/0/target"))
                .isEqualTo("requests[0].url");
    }

    @Test
    void whatIsNoBatchIsRefusedAsAWhole() {
        String get = "{\"id\": \"%d\", \"method\": \"GET\", \"url\": \"/version\"}";
        String many = IntStream.rangeClosed(1, 21).mapToObj(get::formatted).collect(Collectors.joining(","));
        for (String requests : new String[] {
            "",
            many,
            get.formatted(1) + "," + get.formatted(1),
            "7",
            "{\"id\": \"1\", \"method\": \"TRACE\", \"url\": \"/version\"}",
            "{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/version\", \"dependsOn\": [\"2\"]}",
            "{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/version\", \"headers\": {\"a b\": \"c\"}}"
        }) {
            owner.post(BATCH, "{\"requests\": [" + requests + "]}").isError(400, "invalidRequest");
        }
        owner.post(BATCH, "{}").isError(400, "invalidRequest");
    }

    private static String each(Answer answer, String key) {
        return answer.body()
                .at("/responses")
                .valueStream()
                .map(response -> response.get(key).asString())
                .collect(Collectors.joining(" "));
    }
}
