package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.PolicyClient;
import tools.jackson.databind.JsonNode;

/** The program is killed in the middle of its work, and nothing that anybody was told is lost. */
class CrashIT {
    private static final int THREADS = 8;
    private static final int LIMIT = 40;
    private static final int REFUSED_BEFORE_KILL = 60;

    @Test
    void killedUnderLoadItLosesNoRestrictionAndNoAuditEntry() throws InterruptedException {
        try (OdklepServer odklep = OdklepServer.start("")) {
            odklep.patch(
                    "/v1.0/security/outboundPolicies/default",
                    "{\"limits\":{\"recipientsPerDay\":" + LIMIT + ",\"messagesPerMinute\":0}}");
            Load load = new Load(odklep.policyPort());
            load.runUntilRefused(REFUSED_BEFORE_KILL);
            odklep.kill();
            load.join();
            odklep.start();

            assertThat(load.refused).hasSizeGreaterThanOrEqualTo(REFUSED_BEFORE_KILL);
            try (PolicyClient client = PolicyClient.connect(odklep.policyPort())) {
                load.refused.forEach((account, reply) ->
                        assertThat(client.send(account, "x@example.org")).isEqualTo(reply));
            }
            for (String account : load.refused.keySet()) {
                JsonNode restriction = odklep.get("/v1.0/security/restrictedEntities/" + account);
                assertThat(load.refused.get(account))
                        .contains(restriction.at("/id").asString());
            }
            assertThat(odklep.cli("audit", "verify").exitCode()).isZero();
            JsonNode audit = odklep.get("/v1.0/auditLogs/directoryAudits?$top=999");
            assertThat(audit.toString().split("restriction.open", -1).length - 1)
                    .isGreaterThanOrEqualTo(load.refused.size());
        }
    }

    @Test
    void afterAKillWindowsAreWithinOneFlushOfTheTruth() throws InterruptedException {
        try (OdklepServer odklep = OdklepServer.start("database.flush-interval: 200ms")) {
            odklep.patch(
                    "/v1.0/security/outboundPolicies/default",
                    "{\"limits\":{\"recipientsPerDay\":0,\"firstTimeExternalRecipientsPerDay\":0,"
                            + "\"externalRecipientsPerHour\":0,\"messagesPerMinute\":0}}");
            int answered = 0;
            int aFlushBefore = 0;
            try (PolicyClient client = PolicyClient.connect(odklep.policyPort())) {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < 3_000_000_000L) {
                    assertThat(client.send("ana@example.si", "x@example.org")).isEqualTo("DUNNO");
                    answered++;
                    // A flush every 200 ms on a crowded machine: half a second before the kill must be on disk.
                    aFlushBefore = System.nanoTime() - begin < 2_500_000_000L ? answered : aFlushBefore;
                }
            }
            odklep.kill();
            odklep.start();

            JsonNode why = odklep.get("/v1.0/security/senders/ana@example.si");
            int measured = measured(why, "recipientsPerDay");
            assertThat(measured).isBetween(aFlushBefore, answered);
        }
    }

    private static int measured(JsonNode why, String limit) {
        for (JsonNode each : why.at("/sent")) {
            if (each.at("/limit").asString().equals(limit)) {
                return each.at("/measured").asInt();
            }
        }
        throw new AssertionError("no " + limit + " in " + why);
    }

    /** Threads that send from ever new accounts until the server goes away, and note who was refused with what. */
    private static final class Load {
        final Map<String, String> refused = new ConcurrentHashMap<>();
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicInteger accounts = new AtomicInteger();
        private final int port;

        Load(int port) {
            this.port = port;
        }

        void runUntilRefused(int enough) throws InterruptedException {
            CountDownLatch latch = new CountDownLatch(enough);
            for (int i = 0; i < THREADS; i++) {
                threads.add(Thread.ofVirtual().start(() -> send(latch)));
            }
            latch.await();
        }

        void join() throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private void send(CountDownLatch latch) {
            try (PolicyClient client = PolicyClient.connect(port)) {
                while (true) {
                    String account = "user" + accounts.getAndIncrement() + "@example.si";
                    String reply = "DUNNO";
                    while (reply.equals("DUNNO")) {
                        reply = client.send(account, "x@example.org");
                    }
                    refused.put(account, reply);
                    latch.countDown();
                }
            } catch (UncheckedIOException e) {
                // The server was killed, as it should be.
            }
        }
    }
}
