package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;

/** Requests that no browser sends: two readers that take them apart in two ways, or that are too much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestTest {
    private static final String END = "\r\n\r\n";

    private Estate estate;
    private Knock owner;
    private String token;

    @BeforeAll
    void start() {
        estate = new Estate();
        owner = estate.as(Role.GLOBAL_ADMINISTRATOR);
        token = owner.token();
    }

    @AfterAll
    void stop() {
        estate.close();
    }

    /** In each, a proxy may see one request and we two, or the other way round. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nContent-Length: 40\r\n",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 4, 5\r\n",
                "Content-Length: 0x4\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "X-A: b\rTransfer-Encoding: chunked\r\n",
                "X\u0000A: b\r\n",
                "Host: evil.example\r\n"
            })
    void whatTwoReadersMayTakeApartInTwoWaysIsRefused(String headers) throws IOException {
        String smuggled = "POST /account/sessions HTTP/1.1\r\nHost: localhost\r\nCookie: odklep=" + owner.session()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + (6 + token.length())
                + END + "_csrf=" + token;
        long before = estate.version();
        String answer = raw("POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Content-Type: application/x-www-form-urlencoded" + END + "x=y\n" + smuggled);
        assertThat(answer).matches("(?s)HTTP/1.1 (400|403|501) .*");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer and the end").hasSize(2);
        assertTellsNothing(answer);
        assertThat(estate.version()).isEqualTo(before);
    }

    /** A body that is announced and does not come: whoever waits for it keeps room for it. */
    @ParameterizedTest
    @CsvSource({
        "POST, /sign-in, Content-Length: 16385, 413",
        "POST, /sign-in, Content-Length: 2000000, 413",
        "POST, /sign-in, Transfer-Encoding: chunked, 411",
        "POST, /set-up, Content-Length: 2000000, 413",
        "POST, /users, Content-Length: 2000000, 413",
        "POST, /users/import, Content-Length: 2000000, 413",
        "POST, /health, Content-Length: 2000000, 413",
        "PUT, /sign-in, Content-Length: 100000000, 413",
        "PUT, /sign-in, Transfer-Encoding: chunked, 411",
        "PATCH, /users, Content-Length: 5, 403",
        "DELETE, /v1.0/users/ana, Content-Length: 5, 401",
        "PUT, /v1.0/users, Content-Length: 100000000, 401",
        "POST, /v1.0/users, Content-Length: 2000000, 401"
    })
    void nothingIsKeptForTheFormOfAStranger(String method, String path, String length, String status)
            throws IOException {
        try (Socket socket = say(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + length
                + "\r\nContent-Type: application/x-www-form-urlencoded" + END)) {
            assertThat(status(socket)).isEqualTo(status);
        }
    }

    private static String status(Socket socket) throws IOException {
        String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        return line.substring(line.length() - 3);
    }

    private Socket say(String text) throws IOException {
        URI server = URI.create(estate.server().url());
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** A length beside chunks has to be ignored, and the connection closed: what follows the last chunk is no request. */
    @Test
    void aLengthBesideChunksIsNotBelieved() throws IOException {
        String answer = raw("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                + "Transfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded" + END
                + "0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost" + END);
        assertThat(answer).matches("(?s)HTTP/1.1 (400|403|411) .*");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer and the end").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /users HTTP/1.1\r\n",
                "GET /users HTTP/1.1\r\nHost: a b\r\n",
                "GET /users HTTP/1.1\r\nHost: <script>\r\n",
                "GET /users HTTP/1.1\r\nHost: user@evil.example\r\n",
                "GET /users HTTP/9.9\r\nHost: localhost\r\n",
                "GET /users\u0000 HTTP/1.1\r\nHost: localhost\r\n",
                "GET /users HTTP/1.1 HTTP/1.1\r\nHost: localhost\r\n",
                "GET \\users HTTP/1.1\r\nHost: localhost\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n",
                "GET /<script>alert(1)</script> HTTP/1.1\r\nHost: localhost\r\n",
                "GET /static/../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n",
                "GET /css/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n",
                "GET /css/..%2f..%2fapplication.yaml HTTP/1.1\r\nHost: localhost\r\n",
                "GET /css/..%5c..%5capplication.yaml HTTP/1.1\r\nHost: localhost\r\n",
                "GET /css/..%252f..%252fapplication.yaml HTTP/1.1\r\nHost: localhost\r\n",
                "GET /webjars/%c0%ae%c0%ae/application.yaml HTTP/1.1\r\nHost: localhost\r\n",
                "GET /js/odklep.js%00.html HTTP/1.1\r\nHost: localhost\r\n",
                "GET /css/;/../../application.yaml HTTP/1.1\r\nHost: localhost\r\n",
                "GET /users%2f..%2faudit HTTP/1.1\r\nHost: localhost\r\n",
                "GET /users/%2e%2e/audit HTTP/1.1\r\nHost: localhost\r\n",
                "TRACE / HTTP/1.1\r\nHost: localhost\r\nX-Secret: seen\r\n",
                "TRACK / HTTP/1.1\r\nHost: localhost\r\nX-Secret: seen\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n",
                "PRI * HTTP/2.0\r\n",
                "BREW /users HTTP/1.1\r\nHost: localhost\r\n",
                "PROPFIND / HTTP/1.1\r\nHost: localhost\r\n",
                "nonsense\r\n"
            })
    void whatIsNoRequestForAPageIsRefusedInAFewWords(String request) throws IOException {
        String answer = raw(request + "Cookie: odklep=" + owner.session() + "\r\nConnection: close" + END);
        assertThat(answer).matches("(?s)HTTP/1.1 (400|403|404|405|501|505) .*");
        assertTellsNothing(answer);
        assertThat(answer)
                .contains("X-Content-Type-Options: nosniff", "no-store")
                .containsPattern("Content-Security-Policy: default-src 'none'");
    }

    /** The host that a request names is used for nothing where the settings say how people reach the pages. */
    @Test
    void theHostOfARequestIsNotBelieved() throws IOException {
        try (Estate behind = new Estate("--odklep.web.base-url=https://odklep.example.si")) {
            Knock admin = behind.as(Role.GLOBAL_ADMINISTRATOR);
            Estate.Things things = behind.things("own", Role.GLOBAL_ADMINISTRATOR);
            String cookie = "Cookie: __Host-odklep=" + admin.session() + "\r\n";
            String hosts = "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n"
                    + "X-Host: evil.example\r\nX-Original-URL: /audit\r\nX-Rewrite-URL: /audit\r\n";
            String page = things.fill("/users/{id}/password");
            String form = raw(behind, "GET " + page + " HTTP/1.1\r\n" + hosts + cookie + "Connection: close" + END);
            String field = form.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
            String fields = "_csrf=" + field + "&opened=" + things.fill("{now}");
            String slip = raw(
                    behind,
                    "POST " + page + " HTTP/1.1\r\n" + hosts + cookie
                            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + fields.length()
                            + "\r\nConnection: close" + END + fields);
            assertThat(slip).startsWith("HTTP/1.1 200").contains("https://odklep.example.si/sign-in");
            for (String path : List.of("/", "/users", "/nowhere", "/sign-in", "/settings/gates/connect", "/set-up")) {
                String answer =
                        raw(behind, "GET " + path + " HTTP/1.1\r\n" + hosts + cookie + "Connection: close" + END);
                assertThat(answer).as(path).startsWith("HTTP/1.1 ").doesNotContain("evil.example");
            }
            assertThat(form + slip).doesNotContain("evil.example");
        }
    }

    @Test
    void withoutASettingNoHeaderOfAProxyIsBelieved() throws IOException {
        Estate.Things things = estate.things("own", Role.GLOBAL_ADMINISTRATOR);
        String fields = "_csrf=" + token + "&opened=" + things.fill("{now}");
        String slip = raw("POST " + things.fill("/users/{id}/password") + " HTTP/1.1\r\nHost: localhost\r\n"
                + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /evil\r\n"
                + "Forwarded: host=evil.example;proto=https\r\nCookie: odklep=" + owner.session()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + fields.length()
                + "\r\nConnection: close" + END + fields);
        assertThat(slip)
                .startsWith("HTTP/1.1 200")
                .contains("odklep.web.base-url")
                .doesNotContain("evil");
    }

    @Test
    void whatIsTooMuchIsRefusedAndTheServerGoesOn() throws IOException {
        String head = " HTTP/1.1\r\nHost: localhost\r\nCookie: odklep=" + owner.session() + "\r\n";
        String close = "Connection: close" + END;
        assertThat(raw("GET /users?search=" + "x".repeat(20_000) + head + close))
                .matches("(?s)HTTP/1.1 (400|414|431) .*");
        assertThat(raw("GET /users" + head + "X-Long: " + "x".repeat(20_000) + "\r\n" + close))
                .matches("(?s)HTTP/1.1 (400|431) .*");
        assertThat(raw("GET /users" + head + "X-Many: x\r\n".repeat(500) + close))
                .matches("(?s)HTTP/1.1 (400|431) .*");
        String many = "_csrf=" + token + "&user=x".repeat(5000);
        assertThat(raw(form("/users/sign-out", many))).matches("(?s)HTTP/1.1 (400|403|413) .*");
        String large = "_csrf=" + token + "&reason=" + "x".repeat(3_000_000);
        assertThat(raw(form("/account/sessions", large))).matches("(?s)(HTTP/1.1 (400|403|413) .*|)");
        assertThat(owner.get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void anUploadIsNoForm() throws IOException {
        String part = "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token + "\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"x\"; filename=\"../../x\"\r\n\r\nx\r\n--b--\r\n";
        long before = estate.version();
        String answer = raw("POST /account/sessions HTTP/1.1\r\nHost: localhost\r\nCookie: odklep=" + owner.session()
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + part.length()
                + "\r\nConnection: close" + END + part);
        assertThat(answer).startsWith("HTTP/1.1 415");
        assertThat(estate.version()).isEqualTo(before);
    }

    @Test
    void aMethodThatOnlyAsksTellsNothingMore() {
        for (String path : List.of("/users", "/audit", "/settings/gates/connect")) {
            assertThat(owner.send("HEAD", path, "", Map.of()).body()).isEmpty();
            assertThat(owner.send("HEAD", path, "", Map.of()).statusCode()).isEqualTo(200);
            assertThat(Knock.ofNobody(estate.server())
                            .send("HEAD", path, "", Map.of())
                            .statusCode())
                    .isEqualTo(302);
            assertThat(owner.send("OPTIONS", path, "", Map.of("Origin", "https://evil.example"))
                            .headers()
                            .map())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
        }
    }

    private String form(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: odklep=" + owner.session()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                + "\r\nConnection: close" + END + body;
    }

    private static void assertTellsNothing(String answer) {
        assertThat(answer)
                .doesNotContain("Exception", "at org.", "Tomcat", "<script>", "root:", "spring:", "X-Secret: seen")
                .doesNotContain("evil.example");
    }

    private String raw(String request) throws IOException {
        return raw(estate, request);
    }

    /** Everything that comes back until the server closes the connection. */
    private static String raw(Estate estate, String request) throws IOException {
        URI server = URI.create(estate.server().url());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return answer.contains("chunked") ? answer.replaceAll("\r\n[0-9a-f]{1,4}\r\n", "") : answer;
            } catch (SocketException e) {
                // The server may refuse and close before everything is sent.
                return "";
            }
        }
    }
}
