package org.odklep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that lie beside the tests: what a server answered, and what commands print about it. */
final class Recorded {
    private static final String SECURITY = "/v1.0/security/";

    private Recorded() {}

    /** A server with a restricted account, an account on the allow-list, and one of everything else. */
    static FakeServer server() {
        return senders(new FakeServer())
                .on("GET " + SECURITY + "outboundPolicies", 200, answer("policies"))
                .on("GET " + SECURITY + "outboundPolicies/4TNW8P0R", 200, answer("policy"))
                .on("PATCH " + SECURITY + "outboundPolicies/4TNW8P0R", 200, answer("policy"))
                .on("DELETE " + SECURITY + "outboundPolicies/4TNW8P0R", 204, "")
                .on("POST " + SECURITY + "outboundPolicies", 201, answer("policy"))
                .on("GET " + SECURITY + "allowedSenders", 200, answer("allowed"))
                .on("POST " + SECURITY + "allowedSenders", 201, answer("allowed-one"))
                .on("DELETE " + SECURITY + "allowedSenders/@example.si", 204, "")
                .on("GET " + SECURITY + "sendingAlerts?$top=999", 200, answer("alerts"))
                .on("GET " + SECURITY + "apiTokens", 200, answer("tokens"))
                .on("POST " + SECURITY + "apiTokens", 201, answer("token-issued"))
                .on("DELETE " + SECURITY + "apiTokens/T0KEN123", 204, "")
                .on("GET " + SECURITY + "administrators", 200, answer("administrators"))
                .on("POST " + SECURITY + "administrators", 201, answer("administrator-generated"))
                .on("POST " + SECURITY + "administrators/maja/resetPassword", 200, answer("administrator-generated"))
                .on("DELETE " + SECURITY + "administrators/maja", 204, "")
                .on("DELETE " + SECURITY + "administrators/ana", 409, answer("error-409-last"))
                .on("GET /v1.0/auditLogs/directoryAudits?$top=500", 200, answer("audits"))
                .on("GET /v1.0/auditLogs/verification", 200, answer("intact"));
    }

    private static FakeServer senders(FakeServer server) {
        String restricted = SECURITY + "restrictedEntities";
        String filter = "?$top=200&$filter=status%20eq%20";
        return server.on("GET " + SECURITY + "senders/ana@example.si", 200, answer("why-restricted"))
                .on("GET " + SECURITY + "senders/cveta@example.si", 200, answer("why-allowed"))
                .on("GET " + SECURITY + "senders/dare@example.si", 200, answer("why-may-send"))
                .on("GET " + SECURITY + "senders/eva@example.si", 200, answer("why-locked-out"))
                .on("POST " + SECURITY + "lockouts/release", 200, answer("unlocked"))
                .on("GET " + SECURITY + "lockouts?$top=500", 200, answer("lockouts"))
                .on("GET /v1.0/auditLogs/signIns?$top=500", 200, answer("sign-ins"))
                .on("GET " + restricted + filter + "%27active%27", 200, answer("restricted-1"))
                .on("GET " + restricted + "?$skiptoken=abc", 200, answer("restricted-2"))
                .on("GET " + restricted + filter + "%27ended%27", 200, answer("ended"))
                .on("GET " + restricted + filter + "%27all%27&$search=%22eva%22", 200, answer("nothing"))
                .on("POST " + restricted, 201, answer("restriction"))
                .on("POST " + restricted + "/ana@example.si/release", 200, answer("released"))
                .on("POST " + restricted + "/2B8XJ4QD/release", 200, answer("released-before"))
                .on("POST " + restricted + "/dare@example.si/release", 404, answer("error-404"));
    }

    /** What a server answered, in JSON. */
    static String answer(String name) {
        return text("recorded/" + name + ".json");
    }

    static String text(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no recorded text " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
