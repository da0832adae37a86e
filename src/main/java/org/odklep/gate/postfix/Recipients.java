package org.odklep.gate.postfix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.MailDomain;

/** Tells inside from outside, and turns an address into the fingerprint under which it is remembered. */
public final class Recipients {
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<List<MailDomain>> internal;
    private final ThreadLocal<Mac> mac;

    /**
     * @param internal our own domains; each includes its subdomains; asked for every recipient
     * @param key of this installation, so that nobody can choose addresses with equal fingerprints
     */
    public Recipients(Supplier<List<MailDomain>> internal, byte[] key) {
        this.internal = internal;
        SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
        this.mac = ThreadLocal.withInitial(() -> mac(secret));
    }

    /** True for an address that is delivered in one of our domains. */
    public boolean isInternal(MailAddress address) {
        return address.isDeliveredIn(this::isInternal);
    }

    private boolean isInternal(MailDomain domain) {
        for (MailDomain ours : internal.get()) {
            if (domain.isWithin(ours)) {
                return true;
            }
        }
        return false;
    }

    /** The first 32 bits of HMAC-SHA-256 over the address. */
    public int key(MailAddress address) {
        Mac keyed = mac.get();
        keyed.update(address.localPart().getBytes(StandardCharsets.UTF_8));
        address.domain().ifPresent(domain -> {
            keyed.update((byte) '@');
            keyed.update(domain.value().getBytes(StandardCharsets.UTF_8));
        });
        return first(keyed);
    }

    /** The same over a text that is no address for us, wherever Postfix may deliver it. */
    int key(String text) {
        Mac keyed = mac.get();
        keyed.update(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return first(keyed);
    }

    private static int first(Mac keyed) {
        return ByteBuffer.wrap(keyed.doFinal()).getInt();
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
