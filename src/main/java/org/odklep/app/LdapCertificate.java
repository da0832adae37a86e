package org.odklep.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The certificate of the LDAP gate and its key, as the files are now: a new connection sees whether they changed. A renewal
 * that cannot be used, or is only half written, leaves the one before in use until the files change again.
 */
final class LdapCertificate implements Supplier<SSLContext> {
    private static final Logger LOG = LoggerFactory.getLogger(LdapCertificate.class);

    private final Path certificate;
    private final Path key;
    private List<Stamp> seen;
    private SSLContext context;

    /** @throws IllegalStateException when there is nothing to begin with, with what is wrong */
    LdapCertificate(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        this.seen = stamps();
        this.context = read();
    }

    @Override
    public synchronized SSLContext get() {
        List<Stamp> now = stamps();
        if (!now.equals(seen)) {
            seen = now;
            renew();
        }
        return context;
    }

    private void renew() {
        try {
            context = read();
            LOG.info("LDAP gate uses the certificate in {} that is new", certificate);
        } catch (IllegalStateException e) {
            LOG.error(
                    "LDAP gate goes on with the certificate it has, for the new one cannot be used: {}",
                    e.getMessage());
        }
    }

    private SSLContext read() {
        try {
            PemSslStoreDetails details =
                    PemSslStoreDetails.forCertificate(location(certificate)).withPrivateKey(location(key));
            PemSslStore store = Objects.requireNonNull(PemSslStore.load(details));
            PrivateKey secret = store.privateKey();
            List<X509Certificate> chain = store.certificates();
            if (secret == null || chain == null || chain.isEmpty()) {
                throw new GeneralSecurityException("a certificate and a key in PEM (PKCS #8) are needed");
            }
            requirePair(secret, chain.getFirst());
            return SslBundle.of(new PemSslStoreBundle(store, null)).createSslContext();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException(
                    "odklep.ldap.certificate " + certificate + " and odklep.ldap.key " + key + ": " + reason(e), e);
        }
    }

    /** A certificate with the key of another one would only fail in the clients. */
    private static void requirePair(PrivateKey secret, X509Certificate shown) throws GeneralSecurityException {
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> secret.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(shown.getPublicKey());
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private List<Stamp> stamps() {
        return List.of(Stamp.of(certificate), Stamp.of(key));
    }

    private static String location(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }

    /** What changes when a file is written or replaced; -1 for a file that is not there. */
    private record Stamp(long changed, long size, String identity) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        read.lastModifiedTime().to(TimeUnit.NANOSECONDS), read.size(), String.valueOf(read.fileKey()));
            } catch (IOException e) {
                return new Stamp(-1, -1, "");
            }
        }
    }
}
