package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page to go on to after sign-in: one of ours by its path, never an address of somebody else's. */
public final class NextPage {
    /** What the form and the address of the sign-in page call it. */
    public static final String PARAMETER = "next";

    private static final int MAX_LENGTH = 1000;
    private static final Pattern OURS =
            Pattern.compile("/(users|security|policies|audit|settings|account)[!-\\[\\]-~]*");

    private NextPage() {}

    /** The page that a text names, if it is one of ours. */
    public static Optional<String> parse(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(page -> page.length() <= MAX_LENGTH)
                .filter(page -> OURS.matcher(page).matches())
                .filter(page -> isPlain(page.split("\\?", 2)[0]));
    }

    /** No way up and no empty part, which browsers or proxies may read as another path than we do. */
    private static boolean isPlain(String path) {
        return !path.contains("//") && !path.contains("/.");
    }

    /** The sign-in page, which goes on to the page of a request if that can be gone back to. */
    static String signIn(HttpServletRequest request) {
        return after("/sign-in", request);
    }

    /** A page that goes on to the page of a request if that can be gone back to. */
    static String after(String first, HttpServletRequest request) {
        String query = request.getQueryString();
        String page = request.getRequestURI() + (query == null ? "" : "?" + query);
        return first
                + (request.getMethod().equals("GET")
                        ? parse(page).map(next -> "?" + query(next)).orElse("")
                        : "");
    }

    /** What an address says of the page to go on to. */
    public static String query(String page) {
        return PARAMETER + "=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
    }
}
