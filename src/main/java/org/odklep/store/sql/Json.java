package org.odklep.store.sql;

import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents within a column. They are plain ASCII, other characters escaped, so that every text comes back as it was,
 * even one that a column could not hold.
 */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    static String write(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    static JsonNode readTree(String text) {
        return MAPPER.readTree(text);
    }

    static Map<String, Object> readMap(String text) {
        return MAPPER.readValue(text, MAP);
    }
}
