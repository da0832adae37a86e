package org.odklep.web.admin.openid;

import java.util.Optional;

/** The way in through a provider, if the settings name one. */
public record OpenIdDoor(Optional<OpenIdProvider> provider) {
    /** Name of the provider, for people. */
    public Optional<String> name() {
        return provider.map(OpenIdProvider::name);
    }
}
