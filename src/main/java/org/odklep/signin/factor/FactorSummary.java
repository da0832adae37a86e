package org.odklep.signin.factor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of somebody's second factor.
 *
 * @param app since when there is an authenticator app; null for none
 * @param passkeys how many there are
 * @param codes how many recovery codes are left
 */
public record FactorSummary(@Nullable Instant app, int passkeys, int codes) {
    static FactorSummary of(Factors factors) {
        return new FactorSummary(
                factors.theApp().map(Factors.App::since).orElse(null),
                factors.passkeys().size(),
                factors.codes().size());
    }

    public boolean isSet() {
        return app != null || passkeys > 0;
    }
}
