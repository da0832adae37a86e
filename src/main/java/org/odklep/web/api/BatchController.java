package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.odklep.web.graph.Batch;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.ListOptions;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.DispatcherServlet;

/** Several requests in one. Each has the rights of the one token, as each controller asks for them. */
@RestController
class BatchController {
    /** Batches themselves, what is a batch itself, and what is read or written as a stream. */
    private static final Set<String> CLOSED = Set.of("/$batch", "/users/bulk", "/users/import", "/users/export");

    private final Batch batch;

    BatchController(DispatcherServlet servlet) {
        this.batch = new Batch(ApiSettings.V1, servlet, CLOSED::contains);
    }

    @PostMapping(
            path = ApiSettings.V1 + "/$batch",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_JSON_VALUE)
    Batch.Responses run(HttpServletRequest request, HttpServletResponse response, Body body)
            throws ServletException, IOException {
        ListOptions.of(request);
        return batch.run(body, request, response);
    }
}
