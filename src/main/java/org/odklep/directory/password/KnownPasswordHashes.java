package org.odklep.directory.password;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.odklep.account.PasswordHash;
import org.odklep.kernel.Secret;

/**
 * Hashes in one way, and reads what others made: bcrypt, salted SHA, SHA-crypt and PBKDF2, bare or behind the name of the
 * scheme that Dovecot and LDAP put in front. Whatever is weaker than what we hash today is outdated.
 */
public final class KnownPasswordHashes implements PasswordHash {
    /** Schemes that say no more than what follows says itself (doc.dovecot.org, password schemes). */
    private static final Pattern SCHEME = Pattern.compile(
            "^\\{(CRYPT|BLF-CRYPT|SHA256-CRYPT|SHA512-CRYPT|ARGON2ID)}(?=\\$)", Pattern.CASE_INSENSITIVE);

    private final PasswordHash own;
    private final List<ForeignHash> foreign =
            List.of(new BcryptHash(), new SaltedShaHash(), new ShaCryptHash(), new Pbkdf2Hash());

    public KnownPasswordHashes(PasswordHash own) {
        this.own = own;
    }

    /** Argon2id, native where the machine has it. */
    public static KnownPasswordHashes withArgon2() {
        return new KnownPasswordHashes(
                NativeArgon2.load().<PasswordHash>map(found -> found).orElseGet(Argon2PasswordHash::new));
    }

    @Override
    public String of(Secret password) {
        return own.of(password);
    }

    /** Next to a hash that costs nothing to compare, one of our own is computed for nothing, for the time that takes. */
    @Override
    public boolean matches(Secret password, String stored) {
        String hash = bare(stored);
        Optional<ForeignHash> kind = kind(hash);
        if (kind.isEmpty()) {
            return own.matches(password, hash);
        }
        boolean right = kind.get().matches(password.reveal().getBytes(StandardCharsets.UTF_8), hash);
        if (kind.get().isFast()) {
            own.of(password);
        }
        return right;
    }

    @Override
    public boolean isOutdated(String stored) {
        return own.isOutdated(bare(stored));
    }

    @Override
    public boolean reads(String stored) {
        String hash = bare(stored);
        return own.reads(hash) || kind(hash).isPresent();
    }

    private Optional<ForeignHash> kind(String hash) {
        return foreign.stream().filter(kind -> kind.reads(hash)).findFirst();
    }

    private static String bare(String stored) {
        return SCHEME.matcher(stored).replaceFirst("");
    }
}
