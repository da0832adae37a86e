package org.odklep.cli.client;

import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Text to JSON trees and back. */
public final class Json {
    // Lines that begin with "#" are comments in files that people write.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private Json() {}

    /**
     * The tree of a text.
     *
     * @throws tools.jackson.core.JacksonException when it is not JSON
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** An object as plain maps, lists and values. */
    public static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(object, DOCUMENT);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The tree of plain maps, lists and values. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** JSON on lines, for people. */
    public static String pretty(JsonNode tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    }

    /** JSON on one line. */
    public static String line(JsonNode tree) {
        return MAPPER.writeValueAsString(tree);
    }
}
