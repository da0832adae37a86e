package org.odklep.web.graph;

import java.util.Map;

/**
 * The JSON object that a request brought, as plain maps, lists, texts, numbers, truth values and nulls. Every text in it
 * can be stored and written again.
 */
public record Body(Map<String, Object> members) {
    /** The names alone: values may be passwords, and a framework may log what it hands over. */
    @Override
    public String toString() {
        return "Body" + members.keySet();
    }
}
