package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers 403, and notes for the error page when a form came without the token of this session. */
public final class Forbidden implements AccessDeniedHandler {
    private static final String OUT_OF_DATE = Forbidden.class.getName() + ".outOfDate";

    /** True when the form was out of date: of a session that ended, or from somewhere else. */
    public static boolean isOutOfDate(HttpServletRequest request) {
        return request.getAttribute(OUT_OF_DATE) != null;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        if (cause instanceof CsrfException) {
            refuseForm(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Refuses a form that is none of ours, or none of this session. */
    static void refuseForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(OUT_OF_DATE, true);
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
}
