package org.odklep.web.admin.openid;

import java.net.URI;
import java.util.List;
import org.odklep.kernel.Secret;

/**
 * What Odklep is to a provider.
 *
 * @param issuer the provider
 * @param name of the provider, for people
 * @param userClaim which claim of an ID token names the user
 * @param factors values of {@code amr} or {@code acr} that count as a second factor
 * @param home where people reach us, without a final slash
 */
public record OpenIdClient(
        URI issuer, String id, Secret secret, String name, String userClaim, List<String> factors, String home) {
    /** Where the provider sends people back to. */
    URI returnTo() {
        return URI.create(home + OpenIdPages.BACK);
    }
}
