package org.odklep.gate.postfix;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.odklep.gate.postfix.PolicyCodec.Decoded;

/** Any bytes, however split, are a request, the beginning of one or malformed; and mean the same however they arrive. */
class PolicyCodecFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyBytesAreRequestsOrTheDeclaredError(byte[] bytes) {
        check(bytes);
    }

    static void check(byte[] bytes) {
        Decoded whole = PolicyCodec.decode(bytes, bytes.length);
        for (int length = 0; length <= Math.min(bytes.length, 400); length++) {
            Decoded part = PolicyCodec.decode(Arrays.copyOf(bytes, bytes.length + 1), length);
            if (!(part instanceof Decoded.Incomplete)) {
                if (!part.equals(whole)) {
                    throw new AssertionError("the first " + length + " bytes are " + part + ", all are " + whole);
                }
                break;
            }
        }
        if (whole instanceof Decoded.Request(PolicyRequest request, int end)) {
            if (end < 1 || end > bytes.length || request.size() < 0 || request.recipientCount() < 0) {
                throw new AssertionError(whole);
            }
            ByteBuffer reply = PolicyCodec.encode(request.sender() + request.recipient());
            String text = StandardCharsets.UTF_8.decode(reply).toString();
            if (text.indexOf('\n') != text.length() - 2) {
                throw new AssertionError("a reply of several lines: " + text);
            }
        }
    }
}
