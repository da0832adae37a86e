package org.odklep.web.graph;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, and sends the client's own id back when it has a form that can do no harm. */
public final class RequestIds extends OncePerRequestFilter {
    static final String HEADER = "request-id";
    static final String CLIENT_HEADER = "client-request-id";

    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    /** The id of a request, the same whenever it is asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The id that the client gave its request. */
    static Optional<String> ofClient(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(CLIENT_HEADER))
                .filter(id -> CLIENT_ID.matcher(id).matches());
    }

    static void send(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HEADER, of(request));
        ofClient(request).ifPresent(id -> response.setHeader(CLIENT_HEADER, id));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        send(request, response);
        chain.doFilter(request, response);
    }
}
