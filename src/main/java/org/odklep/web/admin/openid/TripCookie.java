package org.odklep.web.admin.openid;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.odklep.kernel.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie in which a browser keeps its way to the provider. It has to come along when the provider sends the browser back, which the
 * cookie of the session, for this site only, does not.
 *
 * @param secure true where everybody comes over HTTPS
 */
record TripCookie(boolean secure) {
    static final String NAME = "odklep-openid";

    static Optional<String> read(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies())
                .map(Arrays::stream)
                .orElseGet(Stream::empty)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .findFirst();
    }

    void give(Secret trip, HttpServletResponse response) {
        send(ResponseCookie.from(NAME, trip.reveal()).maxAge(Trips.LONGEST), response);
    }

    void take(HttpServletResponse response) {
        send(ResponseCookie.from(NAME, "").maxAge(Duration.ZERO), response);
    }

    private void send(ResponseCookie.ResponseCookieBuilder cookie, HttpServletResponse response) {
        String text = cookie.path(OpenIdPages.PATH)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .build()
                .toString();
        response.addHeader(HttpHeaders.SET_COOKIE, text);
    }
}
