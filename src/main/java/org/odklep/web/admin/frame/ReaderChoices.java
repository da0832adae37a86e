package org.odklep.web.admin.frame;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.odklep.web.admin.words.KeptInBrowser;
import org.odklep.web.admin.words.Language;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Remembers the language or theme that a link of the header asks for, and goes on to the same page without the question.
 */
public final class ReaderChoices implements HandlerInterceptor {
    private static final String LANGUAGE = "lang";
    private static final String THEME = "theme";

    private final Language language;

    public ReaderChoices(Language language) {
        this.language = language;
    }

    /** The page of a request in another language. */
    static String link(HttpServletRequest request, Locale locale) {
        return link(request, LANGUAGE, locale.getLanguage());
    }

    /** The page of a request in another theme. */
    static String link(HttpServletRequest request, Theme theme) {
        return link(request, THEME, theme.key());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!request.getMethod().equals("GET") || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        Optional<Locale> locale = Language.named(request.getParameter(LANGUAGE));
        Optional<Theme> theme = Theme.named(request.getParameter(THEME));
        if (locale.isEmpty() && theme.isEmpty()) {
            return true;
        }
        locale.ifPresent(chosen -> language.setLocale(request, response, chosen));
        theme.ifPresent(chosen -> KeptInBrowser.add(Theme.COOKIE, chosen.key(), request, response));
        String rest = restOfQuery(request);
        // Path and query, never a host: what the browser asked for is within our own pages.
        response.sendRedirect(request.getRequestURI() + (rest.isEmpty() ? "" : "?" + rest));
        return false;
    }

    private static String link(HttpServletRequest request, String parameter, String value) {
        String rest = restOfQuery(request);
        return request.getRequestURI() + "?" + rest + (rest.isEmpty() ? "" : "&") + parameter + "=" + value;
    }

    private static String restOfQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(part ->
                                !part.isEmpty() && !part.startsWith(LANGUAGE + "=") && !part.startsWith(THEME + "="))
                        .collect(Collectors.joining("&"));
    }
}
