package org.odklep.gate.dovecot.doveadm;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.odklep.kernel.Secret;

/**
 * The HTTP API of doveadm on one host.
 *
 * @param uri with its path, {@code /doveadm/v1}
 * @param authorization value of the header of that name
 */
public record DoveadmHost(URI uri, Secret authorization) {
    private static final String PATH = "/doveadm/v1";

    /**
     * The host at an address that knows either a key ({@code doveadm_api_key}) or a password ({@code doveadm_password}).
     *
     * @param url such as {@code http://imap1.example.si:8080}
     * @throws IllegalArgumentException with a message for the operator
     */
    public static DoveadmHost of(String url, Secret apiKey, Secret password) {
        if (apiKey.reveal().isEmpty() == password.reveal().isEmpty()) {
            throw new IllegalArgumentException(
                    "odklep.doveadm: set either api-key (Dovecot's doveadm_api_key) or password (doveadm_password)");
        }
        Secret authorization = apiKey.reveal().isEmpty()
                ? Secret.of("Basic " + base64("doveadm:" + password.reveal()))
                : Secret.of("X-Dovecot-API " + base64(apiKey.reveal()));
        return new DoveadmHost(uri(url), authorization);
    }

    /** How logs and the audit log name it. */
    String name() {
        return uri.getAuthority();
    }

    private static URI uri(String url) {
        try {
            URI uri = URI.create(url.strip().replaceAll("/+$", ""));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri.getPath().isEmpty() ? URI.create(uri + PATH) : uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as every other text that is no address.
        }
        throw new IllegalArgumentException(
                "odklep.doveadm.urls: '" + url + "' is not an address: write one such as http://imap1.example.si:8080");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
