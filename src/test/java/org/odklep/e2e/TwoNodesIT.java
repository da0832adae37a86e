package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.PolicyClient;
import org.odklep.testing.PostgresServer;
import tools.jackson.databind.JsonNode;

/** Two programs over one PostgreSQL, each asked by a Postfix of its own: limits hold over both together. */
class TwoNodesIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String REFUSED = "550 5.1.8 ";
    private static final String ANA = "ana@example.si";

    @Test
    void fourHundredRecipientsThroughEachOfTwoNodesRestrictWithinSeconds() {
        String database = "database.url: \"" + PostgresServer.shared().freshDatabase() + "\"";
        try (OdklepServer one = OdklepServer.start(database);
                OdklepServer other = OdklepServer.start(database)) {
            one.patch(
                    "/v1.0/security/outboundPolicies/default",
                    "{\"limits\":{\"externalRecipientsPerHour\":500,\"recipientsPerDay\":0,"
                            + "\"firstTimeExternalRecipientsPerDay\":0,\"messagesPerMinute\":0}}");
            await(() -> other.get("/v1.0/security/outboundPolicies/default")
                            .at("/limits/messagesPerMinute")
                            .asInt()
                    == 0);

            assertThat(send(one, 400)).containsOnly("DUNNO");
            await(() -> measured(other) == 400);
            assertThat(send(other, 100)).containsOnly("DUNNO");
            assertThat(send(other, 300)).allMatch(answer -> answer.startsWith(REFUSED));
            await(() -> measured(one) == 500);
            assertThat(send(one, 1).getFirst()).startsWith(REFUSED);

            release(one);
            assertThat(send(one, 400)).containsOnly("DUNNO");
            send(other, 400);
            await(() -> send(one, 1).getFirst().startsWith(REFUSED));
            await(() -> send(other, 1).getFirst().startsWith(REFUSED));
        }
    }

    private static void release(OdklepServer node) {
        assertThat(node.cli("release", ANA, "--reason", "The owner called.").exitCode())
                .isZero();
    }

    /** One message after the other to one address outside each; the answers. */
    private static List<String> send(OdklepServer node, int messages) {
        try (PolicyClient client = PolicyClient.connect(node.policyPort())) {
            return IntStream.range(0, messages)
                    .mapToObj(number -> client.send(ANA, "x" + number + "@example.org"))
                    .toList();
        }
    }

    private static int measured(OdklepServer node) {
        for (JsonNode each : node.get("/v1.0/security/senders/" + ANA).at("/sent")) {
            if (each.at("/limit").asString().equals("externalRecipientsPerHour")) {
                return each.at("/measured").asInt();
            }
        }
        throw new AssertionError("no count of external recipients");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within " + SOON).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
