package org.odklep.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.odklep.cli.terminal.CommandFailed;
import org.odklep.cli.terminal.ExitCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Requests to one server. Every failure to get an answer is a {@link CommandFailed} that says what to do. */
public final class ServerClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Long enough for the check of a large audit log. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    /** Long enough for a million users. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final ServerAddress address;
    private final Duration patience;
    private final HttpClient http;

    ServerClient(ServerAddress address) {
        this(address, ANSWER);
    }

    /** @param patience how long to wait for an answer */
    ServerClient(ServerAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
        this.http = http(address.base());
    }

    /** Where the server is, for messages. */
    public String base() {
        return address.base();
    }

    /** @param path from the root of the API, such as {@code /v1.0/version}; values in it by {@link #segment} */
    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer post(String path, JsonNode body) {
        return send("POST", path, json(body));
    }

    /** Sends something else than JSON, which may take long. */
    public Answer post(String path, String type, byte[] content) {
        return send("POST", path, type, BodyPublishers.ofByteArray(content), UPLOAD);
    }

    public Answer patch(String path, JsonNode body) {
        return send("PATCH", path, json(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /**
     * The entries of a list, page after page.
     *
     * @param limit how many at most
     */
    public void list(String path, long limit, Consumer<JsonNode> each) {
        long left = limit;
        String next = path;
        while (left > 0 && !next.isEmpty()) {
            JsonNode page = get(next).orFail().body();
            for (JsonNode entry : page.path("value")) {
                if (left-- > 0) {
                    each.accept(entry);
                }
            }
            next = ownPath(page.path("@odata.nextLink").asString(""));
        }
    }

    /** A value as one segment of a path, or as a value in a query. */
    public static String segment(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~@".indexOf(c) >= 0);
            text.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }

    /**
     * The path of one thing in a collection. Web servers and proxies take no slash, backslash, percent sign or semicolon
     * within a segment, however they are written: names that hold one are asked for in the query.
     *
     * @param key the name of the value in a query
     */
    public static String member(String collection, String key, String value) {
        boolean fits = value.chars().noneMatch(c -> "/\\%;".indexOf(c) >= 0) && !value.matches("\\.{0,2}");
        return collection + (fits ? "/" : "?" + key + "=") + segment(value);
    }

    @Override
    public void close() {
        http.close();
    }

    private static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofString(Json.line(body));
    }

    private Answer send(String method, String path, BodyPublisher body) {
        return send(method, path, "application/json", body, patience);
    }

    private Answer send(String method, String path, String type, BodyPublisher body, Duration longest) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.base() + path))
                .timeout(longest)
                .header("Authorization", "Bearer " + address.token().reveal())
                .header("Accept", "application/json")
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            return answer(method.equals("GET"), http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (ConnectException e) {
            throw unavailable("nothing answers at " + address.base() + " (named by " + address.source()
                    + "): is the server running?");
        } catch (HttpTimeoutException e) {
            throw unavailable("no answer from " + address.base() + " in time"
                    + (method.equals("GET") ? "" : "; it may have been done all the same, look before you repeat it"));
        } catch (IOException e) {
            throw unavailable("the connection to " + address.base() + " broke (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted");
        }
    }

    private Answer answer(boolean isRead, HttpResponse<String> response) {
        return new Answer(isRead, response.statusCode(), response.body(), tree(response.body()), address);
    }

    private static JsonNode tree(String text) {
        try {
            return Json.read(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** The path of a link to the next page: behind a proxy, the server may know itself by another name. */
    private static String ownPath(String link) {
        int api = link.indexOf("/v1.0/");
        return api < 0 ? "" : link.substring(api);
    }

    private static CommandFailed unavailable(String message) {
        return new CommandFailed(ExitCode.UNAVAILABLE, message);
    }

    private static HttpClient http(String base) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT);
        return base.startsWith("https:")
                ? builder.build()
                : builder.sslContext(withoutCertificates()).build();
    }

    /** Spares a command without encryption the reading of the system's certificates: a third of its time. */
    private static SSLContext withoutCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
