package org.odklep.web.admin.words;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** A choice of the reader that the browser remembers: the language, the theme, the columns of a list. */
public final class KeptInBrowser {
    private static final Duration REMEMBERED = Duration.ofDays(365);

    private KeptInBrowser() {}

    /** Has the browser keep a value of letters, digits and dots. */
    public static void add(String name, String value, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(REMEMBERED)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
