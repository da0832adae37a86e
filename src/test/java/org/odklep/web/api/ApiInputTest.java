package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.web.api.ApiClient.Answer;
import org.odklep.web.api.SharedServer.Api;
import org.odklep.web.graph.BodyReader;

/** Whatever comes in is answered with an error of our form, never with a fault. */
@ExtendWith(SharedServer.class)
class ApiInputTest {
    private static final String PATH = "/v1.0/security/restrictedEntities";
    private static final String GOOD = "{\"senderAddress\": \"input@example.si\", \"reason\": \"r\"}";

    private final Api api;

    ApiInputTest(Api api) {
        this.api = api;
    }

    static Stream<String> bodiesThatAreNoObject() {
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "{",
                "}",
                "{]",
                "{\"reason\"",
                "{\"reason\": }",
                "{'reason': 'r'}",
                "{\"reason\": \"r\",}",
                "{\"reason\": \"r\"} {}",
                "{\"reason\": \"r\"} x",
                "{\"reason\": \"a\", \"reason\": \"b\"}",
                "{\"reason\": NaN}",
                "{\"reason\": 01}",
                "{\"reason\": \"\n\"}",
                "{\"reason\": \"\\x\"}",
                "// {}\n{}",
                "{\"\\ud83d\": 1}",
                "[".repeat(100_000),
                "{\"a\":".repeat(BodyReader.MAX_DEPTH) + "1" + "}".repeat(BodyReader.MAX_DEPTH),
                "{\"a\": " + "9".repeat(2000) + "}",
                "reason=r");
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNoObject")
    void aBodyThatIsNoObjectIsRefused(String body) {
        api.admin().post(PATH, body).isError(400, "invalidRequest");
    }

    @Test
    void aBrokenBodyIsAnsweredWithThePlaceWhereItBreaks() {
        Answer refused = api.admin().post(PATH, "{\"reason\": \"r\",\n  \"reason\": \"s\"}");

        assertThat(refused.isError(400, "invalidRequest").text("/error/message"))
                .contains("line 2", "reason");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"senderAddress\": 7, \"reason\": \"r\"}",
                "{\"senderAddress\": [\"a\"], \"reason\": \"r\"}",
                "{\"senderAddress\": {\"a\": 1}, \"reason\": \"r\"}",
                "{\"senderAddress\": true, \"reason\": \"r\"}",
                "{\"senderAddress\": null, \"reason\": \"r\"}",
                "{\"senderAddress\": \"\", \"reason\": \"r\"}",
                "{\"senderAddress\": \"a\\u0000b\", \"reason\": \"r\"}",
                "{\"senderAddress\": \"\\ud83d\", \"reason\": \"r\"}",
                "{\"senderAddress\": \"a\\u202eb\", \"reason\": \"r\"}",
                "{\"senderAddress\": \"input@example.si\", \"reason\": \"\"}",
                "{\"senderAddress\": \"input@example.si\", \"reason\": \"r\", \"until\": null}",
                "{\"SenderAddress\": \"input@example.si\", \"reason\": \"r\"}"
            })
    void aValueThatIsWrongIsNamed(String body) {
        Answer refused = api.admin().post(PATH, body).isError(400, "invalidRequest");

        assertThat(refused.body().at("/error/details").size()).isPositive();
        api.auditor().get(PATH + "/input@example.si").is(404);
    }

    @Test
    void aReasonOfTooManyCharactersIsRefused() {
        api.admin()
                .post(PATH, "{\"senderAddress\": \"input@example.si\", \"reason\": \"" + "r".repeat(1001) + "\"}")
                .isError(400, "invalidRequest");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String large = GOOD + " ".repeat(BodyReader.MAX_BYTES);
        api.admin().post(PATH, large).isError(413, "requestEntityTooLarge");

        HttpRequest chunked = api.admin()
                .request(PATH)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large)))
                .build();
        api.admin().send(chunked).isError(413, "requestEntityTooLarge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/octet-stream",
                "text/json"
            })
    void onlyJsonIsTaken(String type) {
        Answer refused = send(Optional.of(type), GOOD.getBytes(StandardCharsets.UTF_8));

        assertThat(refused.isError(415, "unsupportedMediaType").header("Accept"))
                .isEqualTo("application/json");
    }

    @Test
    void aBodyWithoutATypeOrWithABrokenOneIsNotTaken() {
        send(Optional.empty(), GOOD.getBytes(StandardCharsets.UTF_8)).isError(415, "unsupportedMediaType");
        send(Optional.of("nonsense"), GOOD.getBytes(StandardCharsets.UTF_8)).isError(415, "unsupportedMediaType");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = "{\"senderAddress\": \"input@example.si\", \"reason\": \"\u00e9\"}"
                .getBytes(StandardCharsets.ISO_8859_1);

        send(Optional.of("application/json"), latin).isError(400, "invalidRequest");
    }

    @Test
    void answersAreJsonOnly() {
        HttpRequest html = api.auditor()
                .request("/v1.0/version")
                .header("Accept", "text/html")
                .build();
        api.auditor().send(html).isError(406, "notAcceptable");

        HttpRequest browser = api.auditor()
                .request("/v1.0/version")
                .header("Accept", "text/html, */*;q=0.8")
                .build();
        api.auditor().send(browser).is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1.0",
                "/v1.0/",
                "/v1.0/nothing",
                "/v1.0/security",
                "/v1.0/security/restrictedEntities/",
                "/v1.0/version/more",
                "/v1.0/security/restrictedEntities/x/y/z"
            })
    void anAddressWhereNothingIsIsNotFound(String path) {
        api.auditor().get(path).isError(404, "itemNotFound");
    }

    @Test
    void aMethodThatIsNotTakenIsNamed() {
        Answer refused = api.admin().send("PUT", PATH, Optional.of(GOOD)).isError(405, "methodNotAllowed");
        assertThat(refused.header("Allow")).contains("GET", "POST");
        api.admin().delete(PATH + "/x").isError(405, "methodNotAllowed");
        api.admin().get(PATH + "/x/release").isError(405, "methodNotAllowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1.0/security/senders/a%2Fb",
                "/v1.0/security/senders/a;b",
                "/v1.0/security/senders/..%2f..%2fetc",
                "/v1.0/security/senders/a%00b",
                "/v1.0/security/senders/a%0d%0ab",
                "/v1.0/security/../security/senders/x",
                "/v1.0//security/senders/x",
                "/v1.0/security/senders/%zz",
                "/v1.0/security/senders/%ff",
                "/v1.0/security/senders/x?$top=%zz",
                "/v1.0/security/restrictedEntities?$top=%zz",
                "/v1.0/security/restrictedEntities?%ff=1",
                "/v1.0/security/restrictedEntities?=1",
                "/v1.0/security/senders/\u00fc",
                "/v1.0/security/senders/{x}"
            })
    void anAddressThatIsMalformedGetsAClearAnswerOfTheServer(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1");

        assertThat(answer).matches("(?s)HTTP/1.1 (200|400|404|414|431) .*");
        assertThat(answer).doesNotContain("Exception", "at org.", "Tomcat", "<html");
        assertThat(answer)
                .containsAnyOf("\"senderAddress\"", "\"code\":\"invalidRequest\"", "\"code\":\"itemNotFound\"");
    }

    @Test
    void headersThatAreMalformedGetNoFault() throws IOException {
        assertThat(raw("GET /v1.0/version HTTP/1.1\r\nX-Test: " + "x".repeat(9000)))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception", "at org.", "Tomcat");
        assertThat(raw("BREW /v1.0/version HTTP/1.1"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception", "at org.", "Tomcat");
        assertThat(raw("TRACE /v1.0/version HTTP/1.1"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("Exception", "at org.", "Tomcat");
        assertThat(raw("nonsense")).startsWith("HTTP/1.1 4").doesNotContain("Exception", "at org.", "Tomcat");
    }

    private Answer send(Optional<String> type, byte[] body) {
        HttpRequest.Builder request = api.admin().request(PATH);
        type.ifPresent(text -> request.header("Content-Type", text));
        return api.admin()
                .send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    /** What the server says to a request that no decent client sends. */
    private String raw(String start) throws IOException {
        URI server = URI.create(api.server().url());
        String token = api.server().token(Role.AUDITOR, "raw").reveal();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((start + "\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        }
    }
}
