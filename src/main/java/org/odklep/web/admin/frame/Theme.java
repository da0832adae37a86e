package org.odklep.web.admin.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** Light or dark, as the reader's system is or as the reader chose. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    static final String COOKIE = "theme";

    /** What the reader chose, in this browser. */
    static Theme of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return named(cookie == null ? null : cookie.getValue()).orElse(SYSTEM);
    }

    /** The theme with a key such as {@code dark}. */
    static Optional<Theme> named(@Nullable String key) {
        return Arrays.stream(values()).filter(theme -> theme.key().equals(key)).findFirst();
    }

    /** The name in the address, in the cookie and in the style sheet. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
