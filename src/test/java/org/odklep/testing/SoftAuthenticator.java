package org.odklep.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.odklep.signin.factor.PasskeySite;

/** An authenticator with one passkey (ES256), and the browser in front of it: says what it is told to say. */
public final class SoftAuthenticator {
    private static final int PRESENT = 0x01;
    private static final int HAS_KEY = 0x40;
    private static final int COORDINATE = 32;

    private final byte[] id = new byte[16];
    private final KeyPair keys;
    private long counter;

    public SoftAuthenticator() {
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes on counting from there. */
    public SoftAuthenticator counting(long from) {
        counter = from;
        return this;
    }

    /** {@code RegistrationResponseJSON}. */
    public String create(String challenge, PasskeySite site) {
        byte[] data = joined(
                authenticatorData(site, PRESENT | HAS_KEY),
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) id.length).array(),
                id,
                coseKey());
        byte[] attestation =
                joined(hex("A3"), text("fmt"), text("none"), text("attStmt"), hex("A0"), text("authData"), bytes(data));
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal"]}}""".formatted(url(id), url(clientData("webauthn.create", challenge, site)), url(attestation));
    }

    /** {@code AuthenticationResponseJSON}. */
    public String get(String challenge, PasskeySite site) {
        return get("webauthn.get", challenge, site);
    }

    /** The same, about another kind of ceremony. */
    public String get(String type, String challenge, PasskeySite site) {
        byte[] data = authenticatorData(site, PRESENT);
        byte[] client = clientData(type, challenge, site);
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s"}}""".formatted(url(id), url(client), url(data), url(sign(joined(data, sha256(client)))));
    }

    private byte[] authenticatorData(PasskeySite site, int flags) {
        counter++;
        return ByteBuffer.allocate(37)
                .put(sha256(site.host().getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt((int) counter)
                .array();
    }

    private static byte[] clientData(String type, String challenge, PasskeySite site) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, site.origin())
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] coseKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return joined(
                hex("A5010203262001215820"),
                coordinate(point.getAffineX()),
                hex("225820"),
                coordinate(point.getAffineY()));
    }

    private byte[] sign(byte[] what) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(what);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE - length, length);
        return padded;
    }

    private static byte[] text(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return joined(new byte[] {(byte) (0x60 | ascii.length)}, ascii);
    }

    private static byte[] bytes(byte[] bytes) {
        return joined(hex("58"), new byte[] {(byte) bytes.length}, bytes);
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
