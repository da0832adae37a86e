package org.odklep.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.odklep.testing.Documentation;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** docs/configuration.md names every setting with its default, and no other. */
class SettingsDocumentationTest {
    @Test
    void everySettingIsDocumentedWithItsDefaultAndEveryDocumentedOneExists() {
        Map<String, String> settings = new TreeMap<>();
        collect("odklep", Settings.class, settings);
        // What stands in for a time zone that is not set is decided in the code.
        settings.put("odklep.time-zone", "the system's");

        Map<String, String> documented = new TreeMap<>();
        Documentation.of("docs/configuration.md")
                .rows("`odklep.")
                .forEach(row -> documented.put(
                        row.getFirst().replace("`", ""), row.get(1).replace("`", "")));

        assertThat(settings).hasSizeGreaterThan(15);
        assertThat(documented).isEqualTo(settings);
    }

    private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
        for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
            String key = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord() && component.getType().getEnclosingClass() == Settings.class) {
                collect(key, component.getType(), settings);
            } else {
                settings.put(key, initial(component));
            }
        }
    }

    private static String initial(Parameter component) {
        DefaultValue given = component.getAnnotation(DefaultValue.class);
        String value = given == null ? "" : String.join(", ", given.value());
        return value.isEmpty() ? "none" : value;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
