package org.odklep.signin.factor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.Sha256;
import org.odklep.kernel.Text;

/**
 * A passkey: a key pair whose private half never leaves its authenticator. Nothing in here is secret.
 *
 * @param id of the credential as its authenticator chose it, in base64url
 * @param name what its owner calls it; see {@link #name}
 * @param used when it was last shown; null for never
 */
public record Passkey(
        String id,
        String name,
        PublicHalf key,
        Instant since,
        @Nullable Instant used) {
    public static final int MAX_NAME = 64;

    private static final int HANDLE_LENGTH = 16;

    public Passkey {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        used = used == null ? null : used.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What its signatures are looked at with.
     *
     * @param data the credential as the authenticator described it, in base64
     * @param counter how many signatures there were; 0 where the authenticator does not count
     * @param synced whether it may live on more devices than one
     */
    public record PublicHalf(String data, long counter, boolean synced) {}

    /** The name that a text gives a passkey; empty when it gives none. */
    public static Optional<String> name(String text) {
        return Optional.of(text.strip())
                .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME && !Text.hasInvisible(name));
    }

    /** Names the passkey in addresses of pages, and nothing else. */
    public String handle() {
        return Sha256.hex(id).substring(0, HANDLE_LENGTH);
    }

    Passkey shown(long counter, Instant now) {
        return new Passkey(id, name, new PublicHalf(key.data(), counter, key.synced()), since, now);
    }
}
