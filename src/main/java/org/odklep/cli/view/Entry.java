package org.odklep.cli.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An object of the API. What is absent, null or of another kind reads as empty, so that a newer server does no harm. */
public record Entry(JsonNode node) {
    /** A text, empty when there is none. */
    public String text(String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : "";
    }

    public long number(String key) {
        JsonNode value = node.path(key);
        return value.isIntegralNumber() ? value.longValue() : 0;
    }

    public boolean flag(String key) {
        JsonNode value = node.path(key);
        return value.isBoolean() && value.booleanValue();
    }

    public Optional<Instant> instant(String key) {
        try {
            String text = text(key);
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The object at a key, if there is one. */
    public Optional<Entry> entry(String key) {
        JsonNode value = node.path(key);
        return value.isObject() ? Optional.of(new Entry(value)) : Optional.empty();
    }

    public List<Entry> entries(String key) {
        return node.path(key).valueStream().map(Entry::new).toList();
    }

    /** The texts of a list. */
    public List<String> texts(String key) {
        return node.path(key).valueStream().map(JsonNode::asString).toList();
    }

    /** The texts of a list, with commas between. */
    public String joined(String key) {
        return String.join(", ", texts(key));
    }
}
