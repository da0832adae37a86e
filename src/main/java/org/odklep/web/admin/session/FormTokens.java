package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The token that every form carries: made from the secret of the session of who is signed in, so that every node knows it, and
 * kept in a cookie of who is not, so that visitors cost no memory.
 */
final class FormTokens implements CsrfTokenRepository {
    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final SessionCookie session;
    private final CookieCsrfTokenRepository inCookie = new CookieCsrfTokenRepository();

    FormTokens(SessionCookie session) {
        this.session = session;
        inCookie.setCookieName(session.named("odklep-visitor"));
        inCookie.setCookieCustomizer(cookie -> (session.secure() ? cookie.secure(true) : cookie).sameSite("Strict"));
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return ofSession(request).orElseGet(() -> inCookie.generateToken(request));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (ofSession(request).isEmpty()) {
            inCookie.saveToken(token, request, response);
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return ofSession(request).orElseGet(() -> inCookie.loadToken(request));
    }

    private Optional<CsrfToken> ofSession(HttpServletRequest request) {
        return Visitor.signedIn(request)
                .flatMap(who -> session.read(request))
                .map(secret -> new DefaultCsrfToken(HEADER, PARAMETER, token(secret)));
    }

    private static String token(Secret secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("form " + secret.reveal()));
    }
}
