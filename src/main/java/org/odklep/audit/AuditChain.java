package org.odklep.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chains entries by SHA-256, so that an edited, removed, inserted or reordered one is found. Entries cut off the end
 * leave an intact, shorter chain: compare {@link Verification.Intact#head} with one noted elsewhere to see that.
 */
public final class AuditChain {
    /** What the first entry names as the hash before it. */
    public static final String START = "0".repeat(64);

    private AuditChain() {}

    /** The link that follows on a chain of {@code number - 1} entries. */
    public static AuditEntry link(long number, String previousHash, AuditEvent event) {
        return new AuditEntry(number, event, previousHash, hash(number, previousHash, event));
    }

    /**
     * SHA-256 in lower-case hex over the previous hash, the number, and every field of the event in the order of its
     * declaration, each as a 4-byte length (-1 for absent) and UTF-8 bytes; the instant as decimal milliseconds.
     */
    public static String hash(long number, String previousHash, AuditEvent event) {
        MessageDigest digest = sha256();
        update(digest, previousHash);
        update(digest, Long.toString(number));
        update(digest, Long.toString(event.at().toEpochMilli()));
        update(digest, event.actor());
        update(digest, event.origin().value());
        update(digest, event.action());
        update(digest, event.target());
        update(digest, event.reason());
        update(digest, event.before());
        update(digest, event.after());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Checks a whole chain, read in the order of its numbers. */
    public static Verification verify(Stream<AuditEntry> entries) {
        long count = 0;
        String head = START;
        for (AuditEntry entry : (Iterable<AuditEntry>) entries::iterator) {
            if (entry.number() != count + 1) {
                return new Verification.Broken(
                        count + 1,
                        "entry " + (count + 1) + " is missing: after entry " + count + " comes " + entry.number());
            }
            if (!entry.previousHash().equals(head)) {
                return new Verification.Broken(
                        entry.number(), "entry " + entry.number() + " does not follow on the one before it");
            }
            if (!entry.hash().equals(hash(entry.number(), head, entry.event()))) {
                return new Verification.Broken(
                        entry.number(), "entry " + entry.number() + " was changed after it was written");
            }
            head = entry.hash();
            count++;
        }
        return new Verification.Intact(count, head);
    }

    /** What a check of the chain found. */
    public sealed interface Verification {
        /** Every link holds: {@code count} entries, the last with hash {@code head}. */
        record Intact(long count, String head) implements Verification {}

        /** The first link that does not hold. */
        record Broken(long number, String problem) implements Verification {}
    }

    private static void update(MessageDigest digest, @Nullable String field) {
        byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(field == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
