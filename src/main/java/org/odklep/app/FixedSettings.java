package org.odklep.app;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.odklep.signin.SignInProtection;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Which of the settings that administrators may decide on a page stand in the configuration, and so are decided. */
final class FixedSettings {
    private static final Map<String, String> KEYS = Map.of(
            SignInProtection.THRESHOLD, "odklep.lockout.threshold",
            SignInProtection.DURATION, "odklep.lockout.duration",
            SignInProtection.LONGEST, "odklep.lockout.longest");
    private static final String SHARED_HOSTS = "odklep.lockout.shared-hosts";

    private FixedSettings() {}

    static Set<String> of(Environment environment) {
        Binder binder = Binder.get(environment);
        Set<String> fixed = new HashSet<>();
        KEYS.forEach((name, key) -> {
            if (binder.bind(key, String.class).isBound()) {
                fixed.add(name);
            }
        });
        if (binder.bind(SHARED_HOSTS, Bindable.listOf(String.class)).isBound()) {
            fixed.add(SignInProtection.SHARED_HOSTS);
        }
        return fixed;
    }
}
