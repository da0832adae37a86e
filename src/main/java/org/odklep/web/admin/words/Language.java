package org.odklep.web.admin.words;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** The language of a page: the one chosen in the menu, else the first of the browser's that we have, else English. */
public final class Language implements LocaleResolver {
    public static final Locale ENGLISH = Locale.ENGLISH;
    public static final Locale SLOVENE = Locale.of("sl");
    public static final List<Locale> ALL = List.of(ENGLISH, SLOVENE);

    private static final String COOKIE = "language";

    /** The language that a tag such as {@code sl} or {@code sl-SI} names, if we have it. */
    public static Optional<Locale> named(@Nullable String tag) {
        return Optional.ofNullable(tag).flatMap(text -> ours(Locale.forLanguageTag(text)));
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return chosen(request)
                .orElseGet(() -> Collections.list(request.getLocales()).stream()
                        .flatMap(locale -> ours(locale).stream())
                        .findFirst()
                        .orElse(ENGLISH));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        if (response != null && locale != null) {
            KeptInBrowser.add(COOKIE, locale.getLanguage(), request, response);
        }
    }

    private static Optional<Locale> chosen(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? Optional.empty() : named(cookie.getValue());
    }

    private static Optional<Locale> ours(Locale locale) {
        return ALL.stream()
                .filter(each -> each.getLanguage().equals(locale.getLanguage()))
                .findFirst();
    }
}
