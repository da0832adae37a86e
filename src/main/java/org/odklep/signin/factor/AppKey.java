package org.odklep.signin.factor;

import org.odklep.kernel.Secret;

/** The key of an authenticator app as people and apps read it: base 32 of RFC 4648, without padding. */
final class AppKey {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private AppKey() {}

    /** @param key whose number of bits is divisible by five */
    static Secret text(byte[] key) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int number = 0;
        for (byte each : key) {
            bits += Byte.SIZE;
            number = (number << Byte.SIZE) | (each & 0xff);
            while (bits >= BITS) {
                bits -= BITS;
                text.append(ALPHABET.charAt((number >> bits) & 0x1f));
            }
        }
        return Secret.of(text.toString());
    }
}
