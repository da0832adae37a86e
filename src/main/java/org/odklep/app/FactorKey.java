package org.odklep.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;

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
        try {
            return inFile(settings.data().resolve(FILE), random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Secret inFile(Path file, RandomGenerator random) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
            OwnerFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        }
        String key = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (key.isEmpty()) {
            throw new StoreUnavailable(
                    file + " is empty: put the key back, or remove the file and set all second" + " factors up anew");
        }
        return Secret.of(key);
    }
}
