package org.odklep.app;

import java.util.List;
import org.odklep.cli.doctor.PolicyEndpoint;
import org.odklep.cli.doctor.RecommendedLines;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.odklep.web.admin.GateLines;
import org.springframework.stereotype.Component;

/** The lines of docs/postfix.md and docs/dovecot.md, for the gates as they listen. */
@Component
final class LinesForMailServers implements GateLines {
    private static final int NONCE = 24;

    private final Gates postfix;
    private final DovecotGate dovecot;

    LinesForMailServers(Gates postfix, DovecotGate dovecot) {
        this.postfix = postfix;
        this.dovecot = dovecot;
    }

    @Override
    public List<Part> postfix() {
        return postfix.listeners().stream()
                .flatMap(listener -> PolicyEndpoint.parse(listener.endpoint().toString()).stream())
                .findFirst()
                .map(RecommendedLines::new)
                .map(lines -> List.of(
                        new Part("mainCf", "main.cf", lines.mainCf()),
                        new Part("masterCf", "master.cf", lines.masterCf())))
                .orElseGet(List::of);
    }

    @Override
    public List<Part> dovecot(boolean revealed) {
        return List.of(new Part(
                "dovecot",
                "/etc/dovecot/conf.d/99-odklep.conf",
                List.of(
                        "auth_policy_server_url = " + reached(dovecot.url()),
                        "auth_policy_server_api_header = X-API-Key: "
                                + (revealed ? dovecot.key().reveal() : "KEY"),
                        "auth_policy_hash_nonce = " + (revealed ? nonce(dovecot.key()) : "TEXT"))));
    }

    /** A server that listens on every address is reached at the loopback one. */
    private static String reached(String url) {
        return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//127.0.0.1:");
    }

    /** The same at every look, so that two Dovecots tell the same fingerprints; tells nothing of the key. */
    private static String nonce(Secret key) {
        return Sha256.hex("auth_policy_hash_nonce " + key.reveal()).substring(0, NONCE);
    }
}
