package org.odklep.web.admin.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.odklep.kernel.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie with which a browser shows its session: for this site only, and not for scripts.
 *
 * @param secure true where everybody comes over HTTPS: browsers send it nowhere else then, and take it from this host alone,
 *     not from a neighbour in the same domain
 */
public record SessionCookie(boolean secure) {
    private static final String NAME = "odklep";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** How a cookie of ours is called. */
    String named(String name) {
        return secure ? "__Host-" + name : name;
    }

    /** The secret that a request brings, if it can be one of ours; two of them are as good as none. */
    Optional<Secret> read(HttpServletRequest request) {
        String name = named(NAME);
        List<String> values = Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .distinct()
                .toList();
        return values.size() == 1 && SECRET.matcher(values.getFirst()).matches()
                ? Optional.of(Secret.of(values.getFirst()))
                : Optional.empty();
    }

    /** Has the browser keep a secret until it is closed. */
    public void give(Secret secret, HttpServletRequest request, HttpServletResponse response) {
        send(ResponseCookie.from(named(NAME), secret.reveal()), request, response);
    }

    /** Has the browser forget. */
    public void take(HttpServletRequest request, HttpServletResponse response) {
        send(ResponseCookie.from(named(NAME), "").maxAge(Duration.ZERO), request, response);
    }

    private void send(
            ResponseCookie.ResponseCookieBuilder cookie, HttpServletRequest request, HttpServletResponse response) {
        String text = cookie.path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure || request.isSecure())
                .build()
                .toString();
        response.addHeader(HttpHeaders.SET_COOKIE, text);
    }
}
