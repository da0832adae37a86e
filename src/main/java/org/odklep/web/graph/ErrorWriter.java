package org.odklep.web.graph;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes errors in the one form that they have, whoever noticed them. */
public final class ErrorWriter {
    private final JsonMapper mapper;
    private final InstantSource clock;

    public ErrorWriter(JsonMapper mapper, InstantSource clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, GraphError error) throws IOException {
        write(request, response, error, error.kind().status());
    }

    /** Writes an error under another status than that of its kind. */
    public void write(HttpServletRequest request, HttpServletResponse response, GraphError error, int status)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        error.headers().forEach(response::setHeader);
        RequestIds.send(request, response);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        byte[] body = mapper.writeValueAsBytes(body(request, error));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private ErrorBody body(HttpServletRequest request, GraphError error) {
        List<ErrorBody.Detail> details = error.problems().stream()
                .map(problem -> new ErrorBody.Detail("invalidValue", problem.key(), problem.message()))
                .toList();
        ErrorBody.Inner inner = new ErrorBody.Inner(
                clock.instant(),
                RequestIds.of(request),
                RequestIds.ofClient(request).orElse(null));
        return new ErrorBody(new ErrorBody.Content(error.kind().code(), error.text(), details, inner));
    }
}
