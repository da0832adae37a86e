package org.odklep.web.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    private final BodyReader reader = new BodyReader();

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "\"text\"", "null", "{} {}", "{} x", "[{\"reason\": \"x\"}]"})
    void whatIsNoSingleObjectIsSaidWithoutTheNamesOfOurClasses(String body) {
        assertThatThrownBy(() -> reader.read(body.getBytes(UTF_8)))
                .isInstanceOf(GraphError.class)
                .hasMessageContaining("JSON")
                .hasMessageNotContaining("java")
                .hasMessageNotContaining("Token.");
    }

    @Test
    void anObjectIsRead() {
        assertThat(reader.read("{\"reason\": \"x\"}".getBytes(UTF_8)).members()).containsEntry("reason", "x");
    }
}
