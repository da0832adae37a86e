package org.odklep.web.admin.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the memory that forms take, all together. The web server takes as much as a form says it is long, before the first
 * byte of it came: strangers have small forms only, and the large ones of others wait for one another.
 */
final class FormRoom extends OncePerRequestFilter {
    /** Longer than any form before sign-in. */
    private static final int SMALL = 16 * 1024;
    /** What is sent is kept as bytes, as text and as what it means. */
    private static final int COPIES = 4;

    private static final int KILOBYTE = 1024;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int all;
    private final Semaphore kilobytes;

    /** @param room bytes for large forms */
    FormRoom(long room) {
        this.all = (int) Math.min(room / KILOBYTE, Integer.MAX_VALUE);
        this.kilobytes = new Semaphore(all);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
            response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
        } else if (length <= SMALL) {
            chain.doFilter(request, response);
        } else if (Visitor.of(request).isEmpty() || length * COPIES / KILOBYTE >= all) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            inTurn((int) (length * COPIES / KILOBYTE), request, response, chain);
        }
    }

    private void inTurn(int cost, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!kilobytes.tryAcquire(cost)) {
            response.sendError(TOO_MANY_REQUESTS);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            kilobytes.release(cost);
        }
    }
}
