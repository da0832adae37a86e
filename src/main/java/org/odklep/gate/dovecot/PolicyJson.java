package org.odklep.gate.dovecot;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
        return object(body).map(PolicyJson::request);
    }

    /** The same for a command about lists. */
    Optional<ListRequest> readList(byte[] body) {
        return object(body).map(PolicyJson::listRequest);
    }

    /** An object of names and values. */
    byte[] write(Map<String, ?> members) {
        return mapper.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(mapper.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
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

    private static ListRequest listRequest(JsonNode node) {
        return new ListRequest(
                text(node, "ip"),
                text(node, "netmask"),
                text(node, "login"),
                number(node, "expire_secs"),
                text(node, "reason"));
    }

    private static OptionalLong number(JsonNode node, String name) {
        JsonNode member = node.get(name);
        return member != null && member.isIntegralNumber() && member.canConvertToLong()
                ? OptionalLong.of(member.longValue())
                : OptionalLong.empty();
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
