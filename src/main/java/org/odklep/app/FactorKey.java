package org.odklep.app;

import java.util.random.RandomGenerator;
import org.odklep.kernel.Secret;

/** The key under which the keys of authenticator apps are stored: the one in the settings, or else in a file of its own. */
final class FactorKey {
    static final String FILE = "second-factor.key";
    private static final int BYTES = 32;

    private FactorKey() {}

    /** @param random of cryptographic quality */
    static Secret of(Settings settings, RandomGenerator random) {
        String chosen = settings.web().secondFactorKey();
        if (!chosen.isEmpty()) {
            return Secret.of(chosen);
        }
        return new KeyFile(
                        settings.data().resolve(FILE),
                        BYTES,
                        "put the key back, or remove the file and set all second factors up anew")
                .key(random);
    }
}
