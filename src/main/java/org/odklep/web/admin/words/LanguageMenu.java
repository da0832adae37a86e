package org.odklep.web.admin.words;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.servlet.HandlerInterceptor;

/** Remembers the language that a link of the menu asks for, and goes on to the same page without the question. */
public final class LanguageMenu implements HandlerInterceptor {
    private static final String PARAMETER = "lang";

    private final Language language;

    public LanguageMenu(Language language) {
        this.language = language;
    }

    /** The page of a request in another language. */
    public static String link(HttpServletRequest request, Locale locale) {
        String rest = restOfQuery(request);
        return request.getRequestURI() + "?" + rest + (rest.isEmpty() ? "" : "&") + PARAMETER + "="
                + locale.getLanguage();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Optional<Locale> asked = Language.named(request.getParameter(PARAMETER));
        if (asked.isEmpty()
                || !request.getMethod().equals("GET")
                || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        language.setLocale(request, response, asked.get());
        String rest = restOfQuery(request);
        // Path and query, never a host: what the browser asked for is within our own pages.
        response.sendRedirect(request.getRequestURI() + (rest.isEmpty() ? "" : "?" + rest));
        return false;
    }

    private static String restOfQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(part -> !part.isEmpty() && !part.startsWith(PARAMETER + "="))
                        .collect(Collectors.joining("&"));
    }
}
