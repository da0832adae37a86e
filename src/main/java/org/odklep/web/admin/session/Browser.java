package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.signin.WebSession.Device;
import org.springframework.http.HttpHeaders;

/** What a browser says it is, in the few names that its owner knows it by. Whoever signs in can say anything here. */
public final class Browser {
    /** The first that is found counts: most browsers name their ancestors too. */
    private static final Map<String, String> PROGRAMS = inOrder(
            "Edg", "Edge",
            "OPR/", "Opera",
            "Firefox/", "Firefox",
            "FxiOS/", "Firefox",
            "Chrome/", "Chrome",
            "CriOS/", "Chrome",
            "Safari/", "Safari",
            "curl/", "curl");

    private static final Map<String, String> SYSTEMS = inOrder(
            "Windows", "Windows",
            "Android", "Android",
            "iPhone", "iOS",
            "iPad", "iOS",
            "Mac OS X", "macOS",
            "CrOS", "ChromeOS",
            "Linux", "Linux");

    private Browser() {}

    /** What a request comes from. */
    public static Device of(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Device(Origin.of(request), agent == null ? "" : name(agent));
    }

    static String name(String agent) {
        return Stream.of(PROGRAMS, SYSTEMS)
                .flatMap(names -> names.entrySet().stream()
                        .filter(entry -> agent.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .limit(1))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
