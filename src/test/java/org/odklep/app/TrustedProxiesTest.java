package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;

/** Who is believed about where a request came from. */
class TrustedProxiesTest {
    @Test
    void unlessTheSettingsNameAProxyNobodyIsBelieved() throws Exception {
        try (TestServer server = TestServer.start()) {
            assertThat(originOfARestriction(server)).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1,127.0.0.1"})
    void aProxyThatTheSettingsNameIsBelieved(String proxies) throws Exception {
        try (TestServer server = TestServer.start("--odklep.web.trusted-proxies=" + proxies)) {
            assertThat(originOfARestriction(server)).isEqualTo("198.51.100.99");
        }
    }

    @Test
    void anotherProxyThanTheNamedOneIsNot() throws Exception {
        try (TestServer server = TestServer.start("--odklep.web.trusted-proxies=127.0.0.2")) {
            assertThat(originOfARestriction(server)).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 198.51.100.1, 198.51.100.99",
                "X-Forwarded-For: fe80::1%eth0",
                "X-Forwarded-For: , ,;not an address",
                "Forwarded: for=198.51.100.99;proto=https;host=evil.example",
                "Forwarded: for=\"[2001:db8::7]:4711\"",
                "X-Real-IP: 198.51.100.99",
                "X-Client-IP: 198.51.100.99",
                "True-Client-IP: 198.51.100.99",
                "X-Forwarded-Host: evil.example"
            })
    void noHeaderOfAStrangerMovesHim(String header) throws Exception {
        try (TestServer server = TestServer.start()) {
            String[] parts = header.split(": ", 2);
            assertThat(originOfARestriction(server, parts[0], parts[1])).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1, 198.51.100.99 | 198.51.100.99",
                "127.0.0.1, 198.51.100.99 | 198.51.100.99",
                "198.51.100.99, 127.0.0.1 | 198.51.100.99"
            })
    void ofManyAddressesTheLastOneThatIsNoProxyCounts(String header, String origin) throws Exception {
        try (TestServer server = TestServer.start("--odklep.web.trusted-proxies=127.0.0.1")) {
            assertThat(originOfARestriction(server, "X-Forwarded-For", header)).isEqualTo(origin);
        }
    }

    @Test
    void aListOfHundredsOfAddressesIsReadFromItsEnd() throws Exception {
        try (TestServer server = TestServer.start("--odklep.web.trusted-proxies=127.0.0.1")) {
            String list = "192.0.2.1, ".repeat(300) + "198.51.100.99";
            assertThat(originOfARestriction(server, "X-Forwarded-For", list)).isEqualTo("198.51.100.99");
        }
    }

    private static String originOfARestriction(TestServer server) throws IOException, InterruptedException {
        return originOfARestriction(server, "X-Forwarded-For", "198.51.100.99");
    }

    private static String originOfARestriction(TestServer server, String header, String value)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/v1.0/security/restrictedEntities"))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + server.token(Role.GLOBAL_ADMINISTRATOR, "proxy")
                                            .reveal())
                    .header("Content-Type", "application/json")
                    .header(header, value)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"senderAddress\": \"ana@example.si\", \"reason\": \"r\"}"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(201);
        }
        AuditQuery ofAna = new AuditQuery(Optional.of("ana@example.si"), Long.MAX_VALUE, 1);
        return server.bean(AuditLog.class)
                .newest(ofAna)
                .getFirst()
                .event()
                .origin()
                .value();
    }
}
