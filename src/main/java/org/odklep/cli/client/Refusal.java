package org.odklep.cli.client;

import java.util.List;
import java.util.Map;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import tools.jackson.databind.JsonNode;

/** Puts the server's errors into words and exit codes. */
final class Refusal {
    private Refusal() {}

    /** @param options the options that set keys of the API, by the key */
    static CommandFailed of(Answer answer, Map<String, String> options) {
        JsonNode error = answer.body().path("error");
        if (error.path("code").asString("").isEmpty()) {
            return new CommandFailed(
                    ExitCode.UNAVAILABLE,
                    answer.address().base() + " answers with HTTP status " + answer.status()
                            + ", but not as an Odklep server does");
        }
        return new CommandFailed(code(answer.status()), words(answer, error, options));
    }

    private static ExitCode code(int status) {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 412 -> ExitCode.CONFLICT;
            case 429, 502, 503, 504 -> ExitCode.UNAVAILABLE;
            default -> status < 500 ? ExitCode.INVALID : ExitCode.FAULT;
        };
    }

    private static String words(Answer answer, JsonNode error, Map<String, String> options) {
        String message = sentence(error.path("message").asString(""));
        return switch (answer.status()) {
            case 401 ->
                message + ": the token in " + answer.address().source() + " is unknown to "
                        + answer.address().base() + ", has expired or was revoked";
            case 429, 502, 503, 504 -> message + "; try again later";
            case 400 -> {
                JsonNode details = error.path("details");
                boolean one = details.size() == 1;
                String said =
                        answer.isRead() ? (one ? "" : "not understood:") : "nothing was changed:" + (one ? " " : "");
                yield details.isEmpty() ? message : said + list(details, options);
            }
            default -> answer.status() < 500 ? message : message + request(error);
        };
    }

    /** Everything that is wrong, each with the option or key that set it. */
    private static String list(JsonNode details, Map<String, String> options) {
        List<String> lines = details.valueStream()
                .map(detail -> name(detail.path("target").asString(""), options) + ": "
                        + detail.path("message").asString(""))
                .toList();
        return lines.size() == 1 ? lines.getFirst() : "\n  " + String.join("\n  ", lines);
    }

    private static String name(String key, Map<String, String> options) {
        return options.getOrDefault(key, key.equals("reason") ? "--reason" : key);
    }

    private static String request(JsonNode error) {
        String id = error.path("innerError").path("request-id").asString("");
        return id.isEmpty() ? "" : "; the server's log says more about request " + id;
    }

    /** A message without its full stop, so that words can follow. */
    private static String sentence(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
