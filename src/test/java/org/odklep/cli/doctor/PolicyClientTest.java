package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyClientTest {
    @ParameterizedTest
    @CsvSource({
        "inet:127.0.0.1:10040,    inet:127.0.0.1:10040, true",
        "inet:127.0.0.1:10040,    inet:0.0.0.0:10040,   true",
        "inet:gate.example:10040, inet:[::]:10040,      true",
        "inet:10040,              inet:127.0.0.1:10040, true",
        "inet:LOCALHOST:10040,    inet:[::1]:10040,     true",
        "inet:127.0.0.1:10040,    inet:[::1]:10040,     false",
        "inet:127.0.0.1:10040,    inet:127.0.0.1:10023, false",
        "inet:192.0.2.1:10040,    inet:localhost:10040, false",
        "unix:private/odklep,     unix:private/odklep,  true",
        "local:private/odklep,    unix:private/odklep,  true",
        "unix:private/odklep,     inet:private:odklep,  false",
    })
    void aClientReachesTheListenerAtItsAddress(String client, String listener, boolean reaches) {
        PolicyEndpoint asked = PolicyEndpoint.parse(client).orElseThrow();
        assertThat(asked.reaches(PolicyEndpoint.parse(listener).orElseThrow())).isEqualTo(reaches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "inet", "inet:", "unix:", "tcp:127.0.0.1:1", "127.0.0.1:1", "inet:[::1]", "inet:h:", ":x"})
    void whatPostfixTakesForNoAddressIsNone(String text) {
        assertThat(PolicyEndpoint.parse(text)).isEmpty();
    }

    @Test
    void settingsInBracesAreRead() {
        PolicyClient client =
                PolicyClient.parse("{ inet:h:1, timeout=3s,try_limit=1 { default_action = 451 4.3.5 Later, please } }");
        assertThat(client.problem()).isEmpty();
        assertThat(client.endpoint()).isEqualTo(Optional.of(new PolicyEndpoint.Inet("h", "1")));
        assertThat(client.settings())
                .containsEntry("timeout", "3s")
                .containsEntry("try_limit", "1")
                .containsEntry("default_action", "451 4.3.5 Later, please");
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        PolicyClient client = PolicyClient.parse(
                "{ unix:private/odklep, { default_action = 451 4.3.5 Later, please }, timeout=3s, policy_context=a }");
        assertThat(PolicyClient.parse(client.inBraces()))
                .usingRecursiveComparison()
                .ignoringFields("text")
                .isEqualTo(client);
    }

    /** Each of these made the SMTP server of Postfix 3.7 end with a fatal error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ inet:127.0.0.1:1, timeout = 3s }",
                "{ inet:127.0.0.1:1, tries=3 }",
                "{ inet:127.0.0.1:1, timeout=3x }",
                "{ inet:127.0.0.1:1, try_limit=many }",
                "tcp:127.0.0.1:1",
                "{ }",
                "{ inet:127.0.0.1:1",
            })
    void whatPostfixRefusesIsAProblem(String argument) {
        assertThat(PolicyClient.parse(argument).problem()).isPresent();
        assertThat(PolicyClient.parse(argument).endpoint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3,3", "3s,3", "2m,120", "1h,3600", "1d,86400", "2w,1209600"})
    void timesHaveUnits(String text, long seconds) {
        assertThat(PolicyClient.seconds(text)).hasValue(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "3x", "3 s", "99999999999"})
    void otherTextsAreNoTimes(String text) {
        assertThat(PolicyClient.seconds(text)).isEmpty();
    }
}
