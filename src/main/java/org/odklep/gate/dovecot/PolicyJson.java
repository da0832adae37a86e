package org.odklep.gate.dovecot;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON to requests and answers to JSON. Members may come in any order, unknown ones are skipped; a member of another type
 * than expected counts as not sent, as weakforced does it. A body is one JSON object.
 */
final class PolicyJson {
    private final JsonMapper mapper;

    PolicyJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** The request in a body; empty when it is not a JSON object. */
    Optional<AuthRequest> read(byte[] body) {
        try {
            JsonNode node = mapper.readTree(body);
            return node != null && node.isObject() ? Optional.of(request(node)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** An object of names and values. */
    byte[] write(Map<String, ?> members) {
        return mapper.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }

    private static AuthRequest request(JsonNode node) {
        return new AuthRequest(
                text(node, "login"),
                text(node, "remote"),
                text(node, "pwhash"),
                text(node, "protocol"),
                flag(node, "success"),
                flag(node, "policy_reject"),
                text(node, "fail_type"));
    }

    private static String text(JsonNode node, String name) {
        JsonNode member = node.get(name);
        return member != null && member.isString() ? member.stringValue() : "";
    }

    private static boolean flag(JsonNode node, String name) {
        JsonNode member = node.get(name);
        return member != null && member.isBoolean() && member.booleanValue();
    }
}
