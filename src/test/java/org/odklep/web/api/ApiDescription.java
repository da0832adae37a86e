package org.odklep.web.api;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks answers against an OpenAPI document: types, needed keys, keys that are not described, enumerations, patterns,
 * alternatives and references. What else JSON Schema has is not used in ours.
 */
final class ApiDescription {
    private final JsonNode document;

    ApiDescription(JsonNode document) {
        this.document = document;
    }

    /** Every operation as {@code GET /v1.0/version}. */
    Set<String> operations() {
        Set<String> operations = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                if (!method.equals("parameters")) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return operations;
    }

    /** What is wrong with an answer to a request; nothing, if all is well. */
    List<String> problems(String method, String path, int status, Optional<JsonNode> body) {
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            return status < 400 ? List.of(method + " " + path + " is not described") : error(body);
        }
        JsonNode response = resolve(operation.get().get("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            boolean isGeneral = Set.of(400, 405, 406, 500).contains(status);
            return isGeneral ? error(body) : List.of(method + " " + path + " describes no " + status);
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode() || body.isEmpty()) {
            return content.isMissingNode() == body.isEmpty() ? List.of() : List.of("a body is there or missing");
        }
        return check(body.get(), content.get("application/json").get("schema"));
    }

    /** Every reference in the document, for a test that each of them leads somewhere. */
    List<String> brokenReferences() {
        return document.findValuesAsString("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .toList();
    }

    private List<String> error(Optional<JsonNode> body) {
        return check(body.orElseThrow(), document.at("/components/schemas/Error"));
    }

    private Optional<JsonNode> operation(String method, String path) {
        for (Map.Entry<String, JsonNode> each : document.get("paths").properties()) {
            String pattern =
                    each.getKey().replace(".", "\\.").replace("$", "\\$").replaceAll("\\{\\w+}", "[^/]+");
            JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
            if (path.matches(pattern) && !operation.isMissingNode()) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private List<String> check(JsonNode value, JsonNode schema) {
        List<String> problems = new ArrayList<>();
        check("$", value, schema, problems);
        return problems;
    }

    private void check(String at, JsonNode value, JsonNode reference, List<String> problems) {
        JsonNode schema = resolve(reference);
        if (schema.has("anyOf")) {
            boolean fits = schema.get("anyOf")
                    .valueStream()
                    .anyMatch(each -> check(value, each).isEmpty());
            if (!fits) {
                problems.add(at + " fits no alternative: " + value);
            }
            return;
        }
        if (schema.has("type") && !isOfType(value, schema.get("type"))) {
            problems.add(at + " is no " + schema.get("type") + ": " + value);
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            problems.add(at + " is none of " + schema.get("enum") + ": " + value);
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asString())
                        .matcher(value.asString())
                        .find()) {
            problems.add(at + " does not match " + schema.get("pattern") + ": " + value);
        }
        if (value.isObject()) {
            checkObject(at, value, schema, problems);
        }
        if (value.isArray()) {
            value.forEach(each -> check(at + "[]", each, schema.get("items"), problems));
        }
    }

    private void checkObject(String at, JsonNode value, JsonNode schema, List<String> problems) {
        schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(key -> !value.has(key))
                .forEach(key -> problems.add(at + "." + key + " is missing"));
        JsonNode more = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String key = at + "." + property.getKey();
            JsonNode described = schema.path("properties").path(property.getKey());
            if (!described.isMissingNode()) {
                check(key, property.getValue(), described, problems);
            } else if (more.isObject()) {
                check(key, property.getValue(), more, problems);
            } else if (!more.asBoolean(false)) {
                problems.add(key + " is not described");
            }
        }
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        return type.isArray()
                ? type.valueStream().anyMatch(each -> isOfType(value, each))
                : switch (type.asString()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isString();
                    case "integer" -> value.isIntegralNumber();
                    case "boolean" -> value.isBoolean();
                    case "null" -> value.isNull();
                    default -> throw new IllegalArgumentException("type " + type);
                };
    }
}
