package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * The token that every form carries: kept in the session of who is signed in, and in a cookie of who is not, so that
 * visitors cost no memory.
 */
final class FormTokens implements CsrfTokenRepository {
    private final CsrfTokenRepository inSession = new HttpSessionCsrfTokenRepository();
    private final CookieCsrfTokenRepository inCookie = new CookieCsrfTokenRepository();

    FormTokens() {
        inCookie.setCookieName("odklep-visitor");
        inCookie.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return keptFor(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        keptFor(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return keptFor(request).loadToken(request);
    }

    private CsrfTokenRepository keptFor(HttpServletRequest request) {
        return request.getSession(false) == null ? inCookie : inSession;
    }
}
