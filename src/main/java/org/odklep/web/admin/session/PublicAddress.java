package org.odklep.web.admin.session;

import java.util.Optional;

/**
 * How people reach these pages.
 *
 * @param baseUrl when a proxy stands in front; without a final slash
 */
public record PublicAddress(Optional<String> baseUrl) {
    /** Where somebody signs in, if the configuration says it. */
    public Optional<String> known() {
        return baseUrl.map(base -> base + "/sign-in");
    }
}
