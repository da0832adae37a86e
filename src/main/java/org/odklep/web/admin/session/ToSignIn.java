package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Sends who is not signed in to the form. A part of a page that htmx fetches makes the whole page load anew. */
final class ToSignIn implements AuthenticationEntryPoint {
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        lead(request, response, NextPage.signIn(request));
    }

    /** Sends somebody to a page. */
    static void lead(HttpServletRequest request, HttpServletResponse response, String page) throws IOException {
        if (request.getHeader("HX-Request") == null) {
            response.sendRedirect(page);
        } else {
            response.setHeader("HX-Refresh", "true");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }
}
