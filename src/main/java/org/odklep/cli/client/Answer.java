package org.odklep.cli.client;

import java.util.Map;
import org.odklep.cli.terminal.CommandFailed;
import tools.jackson.databind.JsonNode;

/**
 * What the server answered.
 *
 * @param isRead whether it was only read
 * @param status HTTP's status code
 * @param text as it came
 * @param body the text as a tree; missing when it is not JSON
 * @param address who answered, for messages
 */
public record Answer(boolean isRead, int status, String text, JsonNode body, ServerAddress address) {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    public boolean isCreated() {
        return status == CREATED;
    }

    /** True when the server, and not something else that answers there, knows no such thing. */
    public boolean isNotFound() {
        return status == NOT_FOUND && body.path("error").isObject();
    }

    /** True for a good answer; whatever answers without JSON is no server of ours. */
    public boolean succeeded() {
        return status == NO_CONTENT || (status / 100 == 2 && body.isObject());
    }

    /**
     * This answer when it is a good one.
     *
     * @throws CommandFailed with the server's reasons when it is not
     */
    public Answer orFail() {
        return orFail(Map.of());
    }

    /**
     * The same, for a command whose options set keys of the API.
     *
     * @param options the option that a user knows, by the key
     */
    public Answer orFail(Map<String, String> options) {
        if (!succeeded()) {
            throw Refusal.of(this, options);
        }
        return this;
    }

    /** The text of a good answer that is no JSON. */
    public String textOrFail() {
        if (status != OK) {
            throw Refusal.of(this, Map.of());
        }
        return text;
    }
}
