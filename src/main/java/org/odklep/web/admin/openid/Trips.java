package org.odklep.web.admin.openid;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.odklep.signin.ProviderSignIn;
import org.odklep.web.admin.session.NextPage;

/**
 * Ways to the provider and back. The browser keeps the text of its own: 256 random bits, the end of the way, the page to go on to, and
 * a seal (HMAC-SHA-256). State, nonce and the verifier of PKCE are made from that text under the same key, which all nodes have: so
 * they belong to this browser and this way, and nobody has to remember them.
 */
public final class Trips {
    /** How long somebody may take at the provider. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_LENGTH = 2000;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final RandomGenerator random;

    /**
     * @param installationKey the same on every node
     * @param random of cryptographic quality
     */
    public Trips(byte[] installationKey, RandomGenerator random) {
        String secret = HexFormat.of().formatHex(installationKey);
        this.key = new SecretKeySpec(Sha256.of("openid trip " + secret), ALGORITHM);
        this.random = random;
    }

    /**
     * One way.
     *
     * @param cookie for the browser only
     * @param state which the provider gives back
     * @param nonce which the ID token holds
     * @param verifier of the code challenge
     * @param next the page to go on to
     */
    record Trip(
            Secret cookie, String state, String nonce, Secret verifier, ProviderSignIn.Ticket ticket, String next) {}

    Trip begin(String next, Instant now) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        Instant end = now.plus(LONGEST);
        return trip(ENCODER.encodeToString(bytes) + "." + end.toEpochMilli() + "." + encoded(next), end, next);
    }

    /** The way that the text of a browser is about; empty when it is not one of ours, or over. */
    Optional<Trip> read(String cookie, Instant now) {
        int seal = cookie.lastIndexOf('.');
        if (seal < 0 || cookie.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = cookie.substring(0, seal);
        if (!isSame(made("seal", text), cookie.substring(seal + 1))) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        Instant end = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        String next = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
        return now.isBefore(end) ? Optional.of(trip(text, end, next)) : Optional.empty();
    }

    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private Trip trip(String text, Instant end, String next) {
        return new Trip(
                Secret.of(text + "." + made("seal", text)),
                made("state", text),
                made("nonce", text),
                Secret.of(made("verifier", text)),
                new ProviderSignIn.Ticket(made("ticket", text), end),
                NextPage.parse(next).orElse("/"));
    }

    private String made(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal((purpose + " " + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encoded(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
