package org.odklep.web.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One request to the pages, with the session that it is given and nothing else; follows no redirects. */
record Knock(RunningServer server, String session) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final String NOBODY = "";

    /** Somebody without a session. */
    static Knock ofNobody(RunningServer server) {
        return new Knock(server, NOBODY);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "", Map.of());
    }

    /** Sends a form of encoded fields with the token of this session. */
    HttpResponse<String> post(String path, String fields) {
        return post(path, fields, Map.of());
    }

    HttpResponse<String> post(String path, String fields, Map<String, String> headers) {
        return send("POST", path, "_csrf=" + token() + (fields.isEmpty() ? "" : "&" + fields), headers);
    }

    /** The token that the forms of this session hold. */
    String token() {
        return Visit.token(get("/account")).orElseThrow(() -> new IllegalStateException("no form for this session"));
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Accept", path.endsWith("/live") ? "text/event-stream" : "text/html")
                .header("Accept-Language", "en");
        if (!session.equals(NOBODY)) {
            request.header("Cookie", "odklep=" + session);
        }
        headers.forEach(request::setHeader);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader(
                    "Content-Type", headers.getOrDefault("Content-Type", "application/x-www-form-urlencoded"));
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return HTTP.send(request.build(), Knock::body);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A stream of events does not end before the server does: that it began is enough. */
    private static HttpResponse.BodySubscriber<String> body(HttpResponse.ResponseInfo answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return type.startsWith("text/event-stream")
                ? HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofInputStream(), stream -> "")
                : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    }
}
