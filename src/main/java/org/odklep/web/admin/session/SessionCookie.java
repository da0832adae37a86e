package org.odklep.web.admin.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.odklep.kernel.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie with which a browser shows its session: for this site only, and not for scripts.
 *
 * @param secure true where everybody comes over HTTPS: browsers send it nowhere else then
 */
public record SessionCookie(boolean secure) {
    public static final String NAME = "odklep";

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The secret that a request brings, if it can be one of ours. */
    static Optional<Secret> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies())
                .map(Arrays::stream)
                .orElseGet(Stream::empty)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .filter(value -> SECRET.matcher(value).matches())
                .findFirst()
                .map(Secret::of);
    }

    /** Has the browser keep a secret until it is closed. */
    public void give(Secret secret, HttpServletRequest request, HttpServletResponse response) {
        send(ResponseCookie.from(NAME, secret.reveal()), request, response);
    }

    /** Has the browser forget. */
    public void take(HttpServletRequest request, HttpServletResponse response) {
        send(ResponseCookie.from(NAME, "").maxAge(Duration.ZERO), request, response);
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
