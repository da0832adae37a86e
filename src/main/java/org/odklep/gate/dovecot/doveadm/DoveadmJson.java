package org.odklep.gate.dovecot.doveadm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands to JSON and JSON to answers, as doveadm's HTTP API has them: {@code [["kick",{"mask":["ana@example.si"]},"TAG"]]}
 * is answered by {@code [["doveadmResponse",[...],"TAG"]]} or {@code [["error",{"type":"exitCode","exitCode":68},"TAG"]]}.
 */
final class DoveadmJson {
    /** Tag of the first command; no name that is kicked holds an asterisk. */
    static final String FLUSH = "*";

    private final JsonMapper mapper = JsonMapper.builder().build();

    /** What became of one command. */
    sealed interface Reply {
        /** @param kicked names whose sessions were ended */
        record Done(List<String> kicked) implements Reply {}

        /** There is nobody by that name with an open session (EX_NOHOST of sysexits.h). */
        record Nobody() implements Reply {}

        record Failed(String why) implements Reply {}
    }

    /** One request: forget all names, then end the sessions of some; {@code kick} takes one name at a time. */
    String write(Collection<String> forget, Collection<String> kick) {
        List<Object> commands = new ArrayList<>();
        commands.add(List.of("authCacheFlush", Map.of("user", forget), FLUSH));
        kick.forEach(name -> commands.add(List.of("kick", Map.of("mask", List.of(name)), name)));
        return mapper.writeValueAsString(commands);
    }

    /**
     * The replies, by tag.
     *
     * @throws IOException when the text is not what doveadm answers
     */
    Map<String, Reply> read(byte[] body) throws IOException {
        try {
            JsonNode answer = mapper.readTree(body);
            Map<String, Reply> replies = new HashMap<>();
            if (answer != null && answer.isArray()) {
                answer.forEach(each -> {
                    if (each.isArray() && each.size() == 3 && each.get(2).isString()) {
                        replies.put(each.get(2).stringValue(), reply(each.get(0), each.get(1)));
                    }
                });
            }
            return replies;
        } catch (JacksonException e) {
            throw new IOException("the answer is not JSON");
        }
    }

    private static Reply reply(JsonNode kind, JsonNode payload) {
        if (kind.isString() && kind.stringValue().equals("doveadmResponse")) {
            return new Reply.Done(payload.findValuesAsString("result"));
        }
        JsonNode code = payload.get("exitCode");
        if (code == null || !code.isInt()) {
            return new Reply.Failed("doveadm answered " + payload);
        }
        return code.intValue() == 68
                ? new Reply.Nobody()
                : new Reply.Failed("doveadm answered exit code " + code.intValue());
    }
}
