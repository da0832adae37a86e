package org.odklep.gate.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.gate.postfix.PolicyCodec.Decoded;

/** The limits that the codec documents. */
class PolicyCodecTest {
    private static final String[] PIECES = {
        "request=smtpd_access_policy\n",
        "\n",
        "\n\n",
        "=",
        "\0",
        "size=",
        "sender=",
        "recipient_count=",
        "instance=",
        "12",
        "999999999999999999",
        "\r",
        "é",
        "protocol_state=RCPT\n",
        "sasl_username=ana@example.si\n"
    };

    private static final String FIRST = "request=smtpd_access_policy\n";

    @Test
    void aLineMayHaveItsLongestLengthAndNotOneByteMore() {
        String longest = "sender=" + "a".repeat(PolicyCodec.MAX_LINE - 7);
        assertThat(decode(FIRST + longest + "\n\n")).isInstanceOf(Decoded.Request.class);
        assertThat(decode(FIRST + longest + "a\n\n")).isInstanceOf(Decoded.Malformed.class);
        assertThat(decode(FIRST + longest)).isInstanceOf(Decoded.Incomplete.class);
        assertThat(decode(FIRST + longest + "a")).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void aRequestMayHaveItsLongestLengthAndNotOneByteMore() {
        String filler = ("x=" + "a".repeat(1021) + "\n").repeat(63);
        String rest = "y=" + "a".repeat(PolicyCodec.MAX_REQUEST - FIRST.length() - filler.length() - 4) + "\n\n";
        String longest = FIRST + filler + rest;
        assertThat(longest).hasSize(PolicyCodec.MAX_REQUEST);
        assertThat(decode(longest)).isInstanceOf(Decoded.Request.class);
        assertThat(decode(longest.substring(0, PolicyCodec.MAX_REQUEST - 1))).isInstanceOf(Decoded.Incomplete.class);
        assertThat(decode(FIRST + filler + "y" + rest.substring(0, rest.length() - 1)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void everyAttributeArrivesWhereItBelongs() {
        String text = FIRST + "protocol_state=RCPT\ninstance=1.2\nsasl_username=ana\nsender=s\nrecipient=r\n"
                + "recipient_count=7\nsize=123456789012345678\nqueue_id=4f\nclient_address=::1\n\nnext";
        assertThat(decode(text))
                .isEqualTo(new Decoded.Request(
                        new PolicyRequest("RCPT", "1.2", "ana", "s", "r", 7, 123456789012345678L, "4f", "::1"),
                        text.length() - 4));
    }

    @Test
    void numbersAreBoundedAndEmptyOnesAreZero() {
        assertThat(decode(FIRST + "recipient_count=999999999999999999\nsize=\n\n"))
                .isInstanceOfSatisfying(Decoded.Request.class, decoded -> {
                    assertThat(decoded.request().recipientCount()).isEqualTo(Integer.MAX_VALUE);
                    assertThat(decoded.request().size()).isZero();
                });
        assertThat(decode(FIRST + "recipient_count=1000000000000000000\n\n")).isInstanceOf(Decoded.Malformed.class);
        assertThat(decode(FIRST + "size=\u0661\n\n")).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void generatedBytesAreRequestsOrTheDeclaredError(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? PIECES[0] : "");
            for (int piece = random.nextInt(10); piece > 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString()
                    .getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            PolicyCodecFuzzTest.check(bytes);
        }
    }

    private static Decoded decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return PolicyCodec.decode(bytes, bytes.length);
    }
}
