package org.odklep.gate.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is an endpoint, which reads back as itself, or is refused with an example. */
class EndpointFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void anyTextIsAnEndpointOrTheDeclaredError(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (String each : new String[] {text, "inet:" + text, "inet:[" + text + "]:25", "unix:/" + text}) {
            try {
                Endpoint endpoint = Endpoint.of(each);
                if (!Endpoint.of(endpoint.toString()).equals(endpoint)) {
                    throw new AssertionError(endpoint + " does not read back as itself");
                }
            } catch (IllegalArgumentException e) {
                if (!String.valueOf(e.getMessage()).contains("is not an endpoint")) {
                    throw e;
                }
            }
        }
    }
}
