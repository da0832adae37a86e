package org.odklep.web.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Several requests in one, as Graph's {@code $batch}: one after the other, each answered as it would be by itself. Each is
 * asked of the servlet by the client who sent the batch; what the servlet refuses to one of his is refused to the other.
 */
public final class Batch {
    public static final int MAX_REQUESTS = 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> CARRIED = List.of("Content-Type", "Location", "Retry-After", "Allow");

    private final String root;
    private final Servlet servlet;
    private final Predicate<String> closed;

    /**
     * @param root the first part of every path, such as {@code /v1.0}
     * @param servlet which answers the requests
     * @param closed tells the paths below the root that are not for batches
     */
    public Batch(String root, Servlet servlet, Predicate<String> closed) {
        this.root = root;
        this.servlet = servlet;
        this.closed = closed;
    }

    /** The answers, in the order of the requests. */
    public record Responses(List<Answer> responses) {}

    /**
     * The answer to one request.
     *
     * @param body as JSON, or in Base64 when it is something else; null when there is none
     */
    public record Answer(
            String id,
            int status,
            Map<String, String> headers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object body) {}

    /**
     * Answers all requests of a body.
     *
     * @throws GraphError when it is no batch; then nothing was done
     */
    public Responses run(Body body, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        List<Answer> answers = new ArrayList<>();
        Set<String> failed = new TreeSet<>();
        for (BatchItem item : items(body)) {
            Answer answer = item.dependsOn().stream().anyMatch(failed::contains)
                    ? dependent(item)
                    : answer(item, request, response);
            if (answer.status >= HttpServletResponse.SC_BAD_REQUEST) {
                failed.add(item.id());
            }
            answers.add(answer);
        }
        return new Responses(answers);
    }

    private List<BatchItem> items(Body body) {
        Form form = new Form(body, "requests");
        List<Form> forms = form.each("requests", "id", "method", "url", "headers", "body", "dependsOn");
        if (forms.isEmpty() || forms.size() > MAX_REQUESTS) {
            form.refuse("requests", "must be 1 to " + MAX_REQUESTS + " requests");
            form.check();
        }
        Map<String, BatchItem> items = new LinkedHashMap<>();
        for (Form each : forms) {
            BatchItem.read(each).ifPresent(item -> {
                if (closed.test(UriUtils.decode(item.path(), StandardCharsets.UTF_8))) {
                    each.refuse("url", "cannot stand in a batch; ask for it by itself");
                }
                if (!items.keySet().containsAll(item.dependsOn())) {
                    each.refuse("dependsOn", "must name requests that stand before this one");
                }
                if (items.put(item.id(), item) != null) {
                    each.refuse("id", "stands there twice");
                }
            });
        }
        form.check();
        return List.copyOf(items.values());
    }

    private Answer answer(BatchItem item, HttpServletRequest around, HttpServletResponse response)
            throws ServletException, IOException {
        BatchResponse inner = new BatchResponse(response);
        String path = root + item.path();
        servlet.service(new BatchRequest(around, item, path, item.query().orElse(null)), inner);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : CARRIED) {
            Optional.ofNullable(inner.getHeader(name)).ifPresent(value -> headers.put(name, value));
        }
        return new Answer(item.id(), inner.getStatus(), headers, body(inner));
    }

    private static @Nullable Object body(BatchResponse inner) {
        byte[] bytes = inner.body();
        if (bytes.length == 0) {
            return null;
        }
        String type = Optional.ofNullable(inner.getContentType()).orElse("");
        return type.startsWith("application/json")
                ? JSON.readTree(bytes)
                : Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static Answer dependent(BatchItem item) {
        Map<String, Object> error = Map.of(
                "code", "failedDependency", "message", "A request that this one depends on failed: nothing was done.");
        return new Answer(item.id(), 424, Map.of("Content-Type", "application/json"), Map.of("error", error));
    }
}
