package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the API as a program does, and holds every answer to the description that the server gives of itself. */
final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final Optional<String> token;
    private final ApiDescription description;
    private final Set<String> seen;

    private ApiClient(String base, Optional<String> token, ApiDescription description, Set<String> seen) {
        this.base = base;
        this.token = token;
        this.description = description;
        this.seen = seen;
    }

    /** A client without a token. */
    static ApiClient of(TestServer server) {
        ApiClient blind = new ApiClient(
                server.url(),
                Optional.empty(),
                new ApiDescription(
                        JSON.readTree("{\"paths\":{\"/openapi.json\":{\"get\":{\"responses\":{\"200\":{}}}}}}")),
                Set.of());
        JsonNode document = JSON.readTree(blind.plain("GET", "/openapi.json").body());
        return new ApiClient(
                server.url(), Optional.empty(), new ApiDescription(document), ConcurrentHashMap.newKeySet());
    }

    ApiClient withToken(String secret) {
        return new ApiClient(base, Optional.of(secret), description, seen);
    }

    /** A client with a new token of a role. */
    ApiClient as(TestServer server, Role role, String name) {
        return withToken(server.token(role, name).reveal());
    }

    ApiDescription description() {
        return description;
    }

    /** The operations that were answered, as {@code GET 200 /v1.0/version}. */
    Set<String> seen() {
        return seen;
    }

    Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    Answer post(String path, String body) {
        return send("POST", path, Optional.of(body));
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, Optional.of(body));
    }

    Answer delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    /** Follows a link that the server gave. */
    Answer follow(String link) {
        assertThat(link).startsWith(base);
        return get(link.substring(base.length()));
    }

    Answer send(String method, String path, Optional<String> body) {
        HttpRequest.Builder request = request(path);
        body.ifPresent(text -> request.header("Content-Type", "application/json"));
        return send(request.method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()))
                .build());
    }

    /** A request to be filled in. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    Answer send(HttpRequest request) {
        HttpResponse<String> response = raw(request);
        Optional<JsonNode> body =
                response.body().isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(response.body()));
        String path = request.uri().getRawPath();
        assertThat(description.problems(request.method(), path, response.statusCode(), body))
                .as("%s %s answered %s %s", request.method(), request.uri(), response.statusCode(), response.body())
                .isEmpty();
        assertThat(response.headers().firstValue("request-id")).isPresent();
        seen.add(request.method() + " " + response.statusCode());
        return new Answer(response, body);
    }

    /** Whatever comes back, unchecked. */
    HttpResponse<String> plain(String method, String path) {
        return raw(request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static HttpResponse<String> raw(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    record Answer(HttpResponse<String> response, Optional<JsonNode> content) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The body, which has to be there. */
        JsonNode body() {
            return content.orElseThrow();
        }

        /** A value by its JSON pointer, as text. */
        String text(String pointer) {
            return body().at(pointer).asString();
        }

        /** Checks that this is an error, and says which. */
        Answer isError(int status, String code) {
            assertThat(status()).as(response.body()).isEqualTo(status);
            assertThat(text("/error/code")).isEqualTo(code);
            assertThat(text("/error/message")).isNotBlank();
            assertThat(text("/error/innerError/request-id")).isEqualTo(header("request-id"));
            assertThat(header("Content-Type")).startsWith("application/json");
            assertThat(response.body()).doesNotContain("Exception", "at org.", "odk_ ");
            return this;
        }

        Answer is(int status) {
            assertThat(status()).as(response.body()).isEqualTo(status);
            return this;
        }
    }
}
