package org.odklep.web.graph;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes are a body, which can be written and reads back as itself, or the declared error. */
class BodyReaderFuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BodyReader reader = new BodyReader();

    @FuzzTest(maxDuration = "10s")
    void anyBytesAreABodyOrTheDeclaredError(byte[] bytes) {
        Body body;
        try {
            body = reader.read(bytes);
        } catch (GraphError declared) {
            if (declared.kind() != ErrorKind.INVALID_REQUEST) {
                throw declared;
            }
            return;
        }
        byte[] written = JSON.writeValueAsBytes(body.members());
        if (!Arrays.equals(written, JSON.writeValueAsBytes(reader.read(written).members()))) {
            throw new AssertionError(body + " does not read back as itself");
        }
    }
}
