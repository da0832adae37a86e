package org.odklep.gate.dovecot.doveadm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.odklep.testing.OdklepServer;

/** The program is killed while a Dovecot host is away, and the host does its part after all. */
class SignOutCrashIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void whatADovecotHostHadStillToDoSurvivesAKill() throws Exception {
        try (FakeDoveadm doveadm = new FakeDoveadm();
                OdklepServer odklep = OdklepServer.start("""
                        doveadm.urls: ["%s"]
                        doveadm.api-key: %s
                        """.formatted(doveadm.url(), FakeDoveadm.KEY))) {
            odklep.post("/v1.0/users", """
                    {"accountEnabled": true, "displayName": "Ana", "userPrincipalName": "ana@example.si",
                     "passwordProfile": {"password": "nakit-sonce-voda-92"}}
                    """);
            doveadm.outages.set(Integer.MAX_VALUE);
            odklep.patch("/v1.0/users/ana@example.si", "{\"accountEnabled\": false, \"reason\": \"Phished.\"}");
            await(() -> doveadm.outages.get() < Integer.MAX_VALUE);
            odklep.kill();
            doveadm.outages.set(0);
            odklep.start();

            assertThat(doveadm.request()).contains("\"kick\",{\"mask\":[\"ana@example.si\"]}");
            String audit = "/v1.0/auditLogs/directoryAudits?$filter=target%20eq%20'ana@example.si'";
            await(() -> odklep.get(audit).toString().contains("user.signOut"));
            assertThat(odklep.get(audit).toString())
                    .contains("done: cached passwords forgotten; sessions ended: ana@example.si")
                    .contains("Sign-in blocked by ");
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within " + LIMIT).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
