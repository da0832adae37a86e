package org.odklep.directory.password;

/**
 * A kind of hash that others make, and that is only read. What each costs to compare is bounded: whoever imports a hash
 * shall not be able to stop the server with it.
 */
sealed interface ForeignHash permits BcryptHash, SaltedShaHash, ShaCryptHash, Pbkdf2Hash {
    /** Whether a text is a hash of this kind, and none that costs too much. */
    boolean reads(String hash);

    /** Compares in a time that does not depend on where the hashes differ; the hash is one that this kind reads. */
    boolean matches(byte[] password, String hash);

    /** Whether comparing costs next to nothing, which would tell those who have such a hash from others. */
    boolean isFast();

    /** Whether a text of digits is a number from 1 to the given one. */
    static boolean within(String digits, int most) {
        return digits.length() <= 9 && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= most;
    }
}
