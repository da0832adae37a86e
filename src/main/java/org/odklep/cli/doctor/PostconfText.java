package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what postconf prints. A line {@code name = value} is a main.cf parameter; a line of eight or more columns whose
 * second is a service type is a master.cf service, so one text may hold both. A line that starts with white space
 * continues the one before; empty lines and comments are skipped (postconf(5), master(5)).
 *
 * <p>Limits: {@value #MAX_LENGTH} characters, {@value #MAX_SERVICES} services.
 */
final class PostconfText {
    static final int MAX_LENGTH = 1_000_000;
    static final int MAX_SERVICES = 1_000;

    private static final int KEPT_UNREAD = 5;
    private static final String HOW_TO = "; give both: (postconf -n; postconf -M) | odklep doctor postfix -";
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.:\\[\\]-]*)\\s*=\\s*(.*)");
    private static final Pattern SERVICE = Pattern.compile(
            "(\\S+)\\s+(inet|unix|unix-dgram|fifo|pass)\\s+[yn-]\\s+[yn-]\\s+([yn-])\\s+\\S+\\s+\\S+\\s+(.+)");

    private final Map<String, String> parameters = new HashMap<>();
    private final List<PostfixSettings.Service> services = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    private PostconfText() {}

    static PostconfReading read(String text) {
        if (text.length() > MAX_LENGTH) {
            return new PostconfReading.Unreadable(
                    "cannot read: the text is longer than a Postfix configuration can be (" + MAX_LENGTH
                            + " characters)");
        }
        Optional<String> fatal =
                text.lines().filter(line -> line.contains("postconf: fatal: ")).findFirst();
        if (fatal.isPresent()) {
            return new PostconfReading.Unreadable("cannot read: Postfix itself refuses this configuration: "
                    + Finding.quote(fatal.get().strip()));
        }
        PostconfText parser = new PostconfText();
        logicalLines(text).forEach(parser::line);
        return parser.result();
    }

    private PostconfReading result() {
        if (parameters.isEmpty() && services.isEmpty()) {
            return new PostconfReading.Unreadable("cannot read: this is not the output of postconf" + HOW_TO);
        }
        if (services.isEmpty()) {
            return new PostconfReading.Unreadable("cannot read: the services (postconf -M) are missing" + HOW_TO);
        }
        if (parameters.isEmpty()) {
            return new PostconfReading.Unreadable("cannot read: the parameters (postconf -n) are missing" + HOW_TO);
        }
        if (services.size() > MAX_SERVICES) {
            return new PostconfReading.Unreadable("cannot read: more than " + MAX_SERVICES + " services");
        }
        return new PostfixSettings(parameters, services, unread);
    }

    private static List<String> logicalLines(String text) {
        List<StringBuilder> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String bare = line.strip();
            if (bare.isEmpty() || bare.startsWith("#") || bare.contains("postconf: warning: ")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0)) && !lines.isEmpty()) {
                lines.getLast().append(' ').append(bare);
            } else {
                lines.add(new StringBuilder(bare));
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    private void line(String line) {
        Matcher service = SERVICE.matcher(line);
        Matcher parameter = PARAMETER.matcher(line);
        if (service.matches()) {
            services.add(service(service));
        } else if (parameter.matches()) {
            parameters.put(parameter.group(1), parameter.group(2).strip());
        } else if (unread.size() < KEPT_UNREAD) {
            unread.add(line);
        }
    }

    private static PostfixSettings.Service service(Matcher columns) {
        Iterator<String> words =
                BraceWords.split(columns.group(4), BraceWords.SPACE).iterator();
        String command = words.next();
        Map<String, String> overrides = new HashMap<>();
        List<String> stray = new ArrayList<>();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("-o") && words.hasNext()) {
                override(words.next(), overrides, stray);
            } else if (word.startsWith("-o") && word.length() > 2) {
                override(word.substring(2), overrides, stray);
            } else if (!word.startsWith("-")) {
                stray.add(word);
            }
        }
        return new PostfixSettings.Service(
                columns.group(1), columns.group(2), columns.group(3), command, overrides, stray);
    }

    private static void override(String word, Map<String, String> overrides, List<String> stray) {
        String option = BraceWords.unbraced(word).orElse(word);
        int equals = option.indexOf('=');
        if (equals > 0) {
            overrides.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        } else {
            stray.add(word);
        }
    }
}
