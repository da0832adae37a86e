package org.odklep.gate.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "inet:127.0.0.1:10040, inet:127.0.0.1:10040",
        "inet:localhost:0, inet:127.0.0.1:0",
        "inet:[::1]:65535, inet:[0:0:0:0:0:0:0:1]:65535",
        "inet:[::ffff:192.0.2.7]:25, inet:192.0.2.7:25",
        "unix:/run/odklep/policy, unix:/run/odklep/policy",
        "unix:/with blank:and colon, unix:/with blank:and colon",
    })
    void whatAnOperatorWritesIsUnderstood(String text, String canonical) {
        Endpoint endpoint = Endpoint.of(text);
        assertThat(endpoint).hasToString(canonical);
        assertThat(Endpoint.of(endpoint.toString())).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inet",
                "inet:",
                "inet:10040",
                "inet::10040",
                "inet:127.0.0.1:",
                "inet:127.0.0.1:65536",
                "inet:127.0.0.1:-1",
                "inet:127.0.0.1:99999999999",
                "inet:mail.example.si:25",
                "inet:::1:25",
                "inet:[]:25",
                "inet:[::1:25",
                "inet:256.0.0.1:25",
                "INET:127.0.0.1:25",
                "inet:127.0.0.1:٢٥",
                "unix:",
                "unix:relative/path",
                "unix:/with\0nul",
                "127.0.0.1:10040",
                " inet:127.0.0.1:25"
            })
    void whatIsNoEndpointIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Endpoint.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an endpoint")
                .hasMessageContaining("inet:127.0.0.1:10040");
    }
}
