package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.odklep.web.api.SharedServer.Api;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SharedServer.class)
class ApiDescriptionTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Api api;

    ApiDescriptionTest(Api api) {
        this.api = api;
    }

    @Test
    void everyOperationIsDescribedAndEveryDescribedOneExists() {
        Set<String> mapped = new TreeSet<>();
        api.server()
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getPackageName().startsWith("org.odklep.web.api")) {
                        mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapping.getPatternValues()
                                        .forEach(pattern -> mapped.add(method + " " + pattern)));
                    }
                });

        assertThat(mapped).isNotEmpty();
        assertThat(api.anybody().description().operations()).containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void theDescriptionIsOpenApiThreeOneForEverybody() {
        JsonNode document = api.anybody().get("/openapi.json").is(200).body();

        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.at("/info/version").asString())
                .isEqualTo(api.auditor().get("/v1.0/version").text("/version"));
        assertThat(api.anybody().description().brokenReferences()).isEmpty();
    }

    @Test
    void theCheckOfAnswersNoticesWhatDoesNotFit() {
        ApiDescription description = api.anybody().description();
        String path = "/v1.0/version";

        assertThat(description.problems(
                        "GET", path, 200, body("{\"name\": \"a\", \"version\": \"b\", \"timeZone\": \"UTC\"}")))
                .isEmpty();
        assertThat(description.problems("GET", path, 200, body("{\"name\": \"a\"}")))
                .isNotEmpty();
        assertThat(description.problems(
                        "GET", path, 200, body("{\"name\": 1, \"version\": \"b\", \"timeZone\": \"UTC\"}")))
                .isNotEmpty();
        assertThat(description.problems(
                        "GET",
                        path,
                        200,
                        body("{\"name\": \"a\", \"version\": \"b\", \"timeZone\": \"UTC\", \"c\": 1}")))
                .isNotEmpty();
        assertThat(description.problems("GET", path, 404, body("{}"))).isNotEmpty();
        assertThat(description.problems("GET", "/v1.0/nothing", 200, body("{}")))
                .isNotEmpty();
    }

    private static Optional<JsonNode> body(String text) {
        return Optional.of(JSON.readTree(text));
    }
}
