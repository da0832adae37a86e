package org.odklep.web.graph;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever is thrown under certain paths into an error of this form. Faults are logged, not told. */
public final class GraphErrors implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(GraphErrors.class);
    private static final String RETRY_SECONDS = "5";

    private final ErrorWriter writer;
    private final Predicate<HttpServletRequest> covered;

    /** @param covered tells the requests whose errors are to have this form */
    public GraphErrors(ErrorWriter writer, Predicate<HttpServletRequest> covered) {
        this.writer = writer;
        this.covered = covered;
    }

    /** Before the resolvers of the framework, which know another form. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!covered.test(request)) {
            return null;
        }
        try {
            writer.write(request, response, error(exception, request));
        } catch (IOException e) {
            LOG.debug("could not tell a client of an error: {}", e.getMessage());
        }
        return new ModelAndView();
    }

    private static GraphError error(Exception exception, HttpServletRequest request) {
        return switch (exception) {
            case GraphError error -> error;
            case StoreUnavailable away -> {
                LOG.warn("request {} found no store: {}", RequestIds.of(request), away.getMessage());
                yield unavailable();
            }
            case NoResourceFoundException nothing ->
                GraphError.notFound("There is nothing at this address; /openapi.json lists what there is.");
            case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
            case HttpMediaTypeNotSupportedException type ->
                GraphError.of(ErrorKind.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.")
                        .withHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
            case HttpMediaTypeNotAcceptableException type ->
                GraphError.of(ErrorKind.NOT_ACCEPTABLE, "The API answers in application/json only.");
            case HttpMessageNotWritableException gone
            when gone.getCause() instanceof IOException || gone.getRootCause() instanceof IOException -> {
                LOG.debug("a client left before it had its answer: {}", gone.getMessage());
                yield GraphError.of(ErrorKind.GENERAL, "The answer could not be written.");
            }
            case ErrorResponse other
            when other.getStatusCode().is4xxClientError() ->
                GraphError.of(ErrorKind.INVALID_REQUEST, "The request is not understood; see /openapi.json.");
            default -> fault(exception, request);
        };
    }

    /** The answer when the store is away. */
    public static GraphError unavailable() {
        return GraphError.of(
                        ErrorKind.SERVICE_NOT_AVAILABLE,
                        "The store is away, nothing was changed; try again later. The server's log says more.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    private static GraphError methodNotAllowed(HttpRequestMethodNotSupportedException exception) {
        String[] supported = exception.getSupportedMethods();
        String allowed = supported == null ? "GET" : String.join(", ", supported);
        return GraphError.of(ErrorKind.METHOD_NOT_ALLOWED, "This address takes " + allowed + ".")
                .withHeader(HttpHeaders.ALLOW, allowed);
    }

    private static GraphError fault(Exception exception, HttpServletRequest request) {
        LOG.error("request {} failed", RequestIds.of(request), exception);
        return GraphError.of(ErrorKind.GENERAL, "The server has a fault. Its log tells more under this request-id.");
    }
}
