package org.odklep.app;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.signin.SignInProtection;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Which of the settings that administrators may decide on a page stand in the configuration, and so are decided. */
final class FixedSettings {
    private static final Map<String, String> KEYS = Map.of(
            SignInProtection.THRESHOLD, "odklep.lockout.threshold",
            SignInProtection.DURATION, "odklep.lockout.duration",
            SignInProtection.LONGEST, "odklep.lockout.longest",
            OrganisationDecision.NAME, "odklep.organisation",
            OrganisationDecision.DEFAULT_DOMAIN, "odklep.default-domain",
            OrganisationDecision.TIME_ZONE, "odklep.time-zone");
    private static final Map<String, String> LISTS = Map.of(
            SignInProtection.SHARED_HOSTS, "odklep.lockout.shared-hosts",
            OrganisationDecision.DOMAINS, "odklep.domains");

    private FixedSettings() {}

    static Set<String> of(Environment environment) {
        Binder binder = Binder.get(environment);
        Set<String> fixed = new HashSet<>();
        KEYS.forEach((name, key) -> {
            if (!binder.bind(key, String.class).orElse("").isBlank()) {
                fixed.add(name);
            }
        });
        LISTS.forEach((name, key) -> {
            BindResult<List<String>> list = binder.bind(key, Bindable.listOf(String.class));
            if (list.isBound()
                    && !(name.equals(OrganisationDecision.DOMAINS) && list.get().isEmpty())) {
                fixed.add(name);
            }
        });
        return fixed;
    }
}
