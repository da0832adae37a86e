package org.odklep.web.admin.list;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.odklep.web.admin.words.KeptInBrowser;
import org.springframework.web.util.WebUtils;

/**
 * Which columns of a list the reader wants to see. The choice comes with the address as {@code columns=chosen} and a
 * {@code column} for each, and the browser keeps it.
 *
 * @param all the columns that may be chosen, in their order
 * @param chosen some of them
 */
public record ChosenColumns(List<String> all, Set<String> chosen) {
    /** The parameter that stands there once for each chosen column. */
    public static final String COLUMN = "column";

    private static final String ASKED = "columns";

    /**
     * @param list what the list is called in its cookie
     * @param usual for readers who chose none
     */
    public static ChosenColumns of(
            String list, ChosenColumns usual, HttpServletRequest request, HttpServletResponse response) {
        String cookie = "columns-" + list;
        if (request.getParameter(ASKED) != null) {
            String[] asked = request.getParameterValues(COLUMN);
            ChosenColumns wanted = usual.only(asked == null ? List.of() : Arrays.asList(asked));
            KeptInBrowser.add(cookie, "." + String.join(".", wanted.chosen), request, response);
            return wanted;
        }
        Cookie kept = WebUtils.getCookie(request, cookie);
        return kept == null ? usual : usual.only(Arrays.asList(kept.getValue().split("\\.", -1)));
    }

    public boolean shows(String column) {
        return chosen.contains(column);
    }

    /** What a browser sends may be anything: what is no column of ours is left out. */
    private ChosenColumns only(List<String> wanted) {
        Set<String> known = new LinkedHashSet<>(all);
        known.retainAll(wanted);
        return new ChosenColumns(all, known);
    }
}
