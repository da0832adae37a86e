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

/**
 * A key of this installation in a file of its own, made when it is asked for the first time.
 *
 * @param bytes of a new key, which the file holds in Base64
 * @param remedy what to do about a file that is empty
 */
record KeyFile(Path file, int bytes, String remedy) {
    /**
     * The key.
     *
     * @param random of cryptographic quality
     * @throws StoreUnavailable when the file is empty
     * @throws UncheckedIOException when it can be neither read nor made
     */
    Secret key(RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                make(random);
            }
            String key = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (key.isEmpty()) {
                throw new StoreUnavailable(file + " is empty: " + remedy);
            }
            return Secret.of(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(RandomGenerator random) throws IOException {
        byte[] key = new byte[bytes];
        random.nextBytes(key);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
        OwnerFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
