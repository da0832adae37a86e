package org.odklep.app;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.odklep.kernel.Spelling;

/**
 * The names of all settings. A misspelt environment variable is found here: Spring refuses unknown keys of a file only,
 * since an environment is full of what others put there.
 */
final class SettingNames {
    private static final String PREFIX = "ODKLEP_";

    /** What other parts of the program read from the environment. */
    private static final Set<String> OTHERS =
            Set.of("ODKLEP_URL", "ODKLEP_TOKEN_FILE", "ODKLEP_JAVA_HOME", "ODKLEP_JAVA_OPTIONS");

    /** What Kubernetes puts into each container for a service that is called odklep. */
    private static final Pattern FROM_KUBERNETES =
            Pattern.compile("ODKLEP_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_[0-9]+_(TCP|UDP).*)?)");

    private static final List<String> KEYS = new ArrayList<>();
    /** Those of lists and maps, which have members with names of their own. */
    private static final List<String> MANY = new ArrayList<>();

    static {
        collect("odklep", Settings.class);
    }

    private SettingNames() {}

    /** The variables that look like settings and are none, in the order of their names. */
    static Set<String> unknown(Set<String> environment) {
        Set<String> unknown = new TreeSet<>();
        for (String name : environment) {
            if (name.startsWith(PREFIX) && !isKnown(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** The variable that somebody meant who wrote another. */
    static String nearestVariable(String name) {
        List<String> names =
                new ArrayList<>(KEYS.stream().map(SettingNames::variable).toList());
        names.addAll(OTHERS);
        return nearest(name, names);
    }

    /** The key that somebody meant who wrote another. */
    static String nearestKey(String key) {
        return nearest(key, KEYS);
    }

    private static boolean isKnown(String name) {
        return OTHERS.contains(name)
                || FROM_KUBERNETES.matcher(name).matches()
                || KEYS.stream().anyMatch(key -> isSame(key, name))
                || MANY.stream()
                        .anyMatch(key -> name.startsWith(variable(key) + "_") || name.startsWith(joined(key) + "_"));
    }

    private static boolean isSame(String key, String name) {
        return variable(key).equals(name) || joined(key).equals(name);
    }

    /** Such as {@code ODKLEP_WEB_BASE_URL}. */
    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Such as {@code ODKLEP_WEB_BASEURL}, which Spring reads too. */
    private static String joined(String key) {
        return variable(key.replace("-", ""));
    }

    private static String nearest(String name, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(each -> Spelling.changes(name, each)))
                .orElseThrow();
    }

    private static void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "." + kebab(component.getName());
            Class<?> of = component.getType();
            if (of.isRecord() && of.getEnclosingClass() == Settings.class) {
                collect(key, of);
            } else {
                KEYS.add(key);
                if (List.class.isAssignableFrom(of) || Map.class.isAssignableFrom(of)) {
                    MANY.add(key);
                }
            }
        }
    }

    static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
