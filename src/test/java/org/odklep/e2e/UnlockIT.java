package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.odklep.testing.MailServer;
import org.odklep.testing.MailSetup;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.SmtpClient;
import org.odklep.testing.Swaks;
import tools.jackson.databind.JsonNode;

/** A hijacked mailbox on a real Postfix: stopped, explained, released through each door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnlockIT {
    private static final String ANA = "ana@example.si";
    private static final String BOR = "bor@example.si";
    private static final int RELEASES = 100;

    private OdklepServer odklep;
    private MailServer mail;

    @BeforeAll
    void start() {
        odklep = OdklepServer.start("");
        mail = MailServer.start(new MailSetup()
                .user(ANA, "ana-secret")
                .user(BOR, "bor-secret")
                .internalDomain("example.si")
                .policy(odklep.policyEndpoint()));
        odklep.patch(
                "/v1.0/security/outboundPolicies/default",
                "{\"limits\":{\"externalRecipientsPerHour\":5,\"messagesPerMinute\":0,\"recipientsPerMessage\":8}}");
    }

    @AfterAll
    void stop() {
        try {
            mail.close();
        } finally {
            odklep.close();
        }
    }

    @Test
    @Order(1)
    void aSenderOverTheLimitIsRefusedWithTheExactReply() {
        try (SmtpClient client = SmtpClient.connect(mail.submissionPort(), ANA, "ana-secret")) {
            assertThat(client.send(ANA, externals(5)).isAccepted()).isTrue();
            SmtpClient.Sent crossing = client.send("alias@example.si", "one-more@example.org");
            SmtpClient.Sent next = client.send("", "again@example.org");
            String reference = reference();

            assertThat(crossing.last())
                    .hasToString("550 5.0.0 <END-OF-MESSAGE>: End-of-data rejected: Access denied, bad outbound sender"
                            + " (reference " + reference + ", help: help@example.si)");
            assertThat(next.last())
                    .hasToString("550 5.1.8 <>: Sender address rejected: Access denied, bad outbound sender (reference "
                            + reference + ", help: help@example.si)");
        }
    }

    @Test
    @Order(2)
    void theRestrictionIsListedWithItsEvidence() {
        JsonNode restriction = odklep.get("/v1.0/security/restrictedEntities/" + ANA);

        assertThat(restriction.at("/status").asString()).isEqualTo("active");
        assertThat(restriction.at("/setBy").asString()).isEqualTo("policy:Default");
        assertThat(restriction.at("/evidence/limit").asString()).isEqualTo("externalRecipientsPerHour");
        assertThat(restriction.at("/evidence/allowed").asInt()).isEqualTo(5);
        assertThat(restriction.at("/evidence/measured").asInt()).isEqualTo(6);
        assertThat(restriction.at("/evidence/clients/0/ipAddress").asString()).isEqualTo("127.0.0.1");
        assertThat(restriction.at("/evidence/clients/0/messages").asInt()).isEqualTo(2);
        JsonNode crossing = restriction.at("/evidence/messages/0");
        assertThat(crossing.at("/sender").asString()).isEqualTo("alias@example.si");
        assertThat(crossing.at("/domains/0").asString()).isEqualTo("example.org");
        assertThat(crossing.at("/queueId").asString()).isNotEmpty();
        assertThat(crossing.at("/size").asInt()).isPositive();
        assertThat(restriction.at("/evidence/messages/1/recipients").asInt()).isEqualTo(5);
    }

    @Test
    @Order(3)
    void othersGoOnAndMailWithoutSignInIsNotJudged() {
        assertThat(Swaks.send(
                                mail.submissionPort(),
                                "--auth",
                                "PLAIN",
                                "--auth-user",
                                BOR,
                                "--auth-password",
                                "bor-secret",
                                "--from",
                                BOR,
                                "--to",
                                "somebody@example.org")
                        .exitCode())
                .isZero();
        try (SmtpClient client = SmtpClient.connect(mail.smtpPort())) {
            assertThat(client.send(ANA, "bor@example.si").isAccepted()).isTrue();
        }
    }

    @Test
    @Order(4)
    void aReleaseByApiLetsTheNextMessagePass() {
        JsonNode result = odklep.post(
                "/v1.0/security/restrictedEntities/" + ANA + "/release", "{\"reason\":\"password changed\"}");

        assertThat(result.at("/status").asString()).isEqualTo("released");
        assertThat(isAccepted()).isTrue();
    }

    @Test
    @Order(5)
    void aReleaseByCommandLetsTheNextMessagePass() {
        restrict();
        ProgramRun why = odklep.cli("why", ANA);
        ProgramRun release = odklep.cli("release", ANA, "--reason", "password changed");

        assertThat(why.output()).contains("may not send", "550 5.1.8", "odklep release");
        assertThat(release.exitCode()).as(release.output()).isZero();
        assertThat(isAccepted()).isTrue();
    }

    @Test
    @Order(6)
    void aReleaseInTheBrowserLetsTheNextMessagePass() {
        restrict();
        try (AdminBrowser browser = new AdminBrowser(odklep)) {
            browser.setUp("vera");
            browser.signIn("vera");
            browser.open(ANA, "external recipients within one hour. The policy “Default” allowed 5.");
            assertThat(isAccepted()).isFalse();
            browser.release("password changed");
        }
        assertThat(isAccepted()).isTrue();
        assertThat(odklep.get("/v1.0/security/restrictedEntities/" + ANA)
                        .at("/release/by")
                        .asString())
                .isEqualTo("vera");
    }

    @Test
    @Order(7)
    void raisingTheLimitDoesNotLiftARestriction() {
        restrict();
        odklep.patch("/v1.0/security/outboundPolicies/default", "{\"limits\":{\"externalRecipientsPerHour\":100000}}");
        assertThat(isAccepted()).isFalse();
        odklep.patch("/v1.0/security/outboundPolicies/default", "{\"limits\":{\"externalRecipientsPerHour\":5}}");
    }

    @Test
    @Order(8)
    void theAllowListOutranksTheRestriction() {
        odklep.post("/v1.0/security/allowedSenders", "{\"pattern\":\"" + ANA + "\",\"reason\":\"board member\"}");
        assertThat(isAccepted()).isTrue();
        assertThat(odklep.cli("allow", "remove", ANA).exitCode()).isZero();
        assertThat(isAccepted()).isFalse();
    }

    @Test
    @Order(9)
    void causesOtherThanARestrictionHaveTheirOwnReplies() {
        odklep.patch("/v1.0/security/outboundPolicies/default", "{\"limits\":{\"messagesPerMinute\":1}}");
        try (SmtpClient client = SmtpClient.connect(mail.submissionPort(), BOR, "bor-secret")) {
            SmtpClient.Sent large = client.send("Subject: x\n\nx\n", BOR, List.of(internals(9)));
            assertThat(large.recipients().getLast())
                    .hasToString(
                            "550 5.5.3 <bor@example.si>: Sender address rejected: Too many recipients in one message,"
                                    + " at most 8 are allowed (help: help@example.si)");
            SmtpClient.Sent fast = client.send(BOR, "ana@example.si");
            assertThat(fast.last())
                    .hasToString("450 4.7.1 <bor@example.si>: Sender address rejected: Too many messages, at most 1 a"
                            + " minute are allowed, try again in a minute (help: help@example.si)");
        }
        odklep.patch("/v1.0/security/outboundPolicies/default", "{\"limits\":{\"messagesPerMinute\":0}}");
    }

    @Test
    @Order(10)
    void everyReleaseHoldsWithinASecond() {
        List<Duration> times = new ArrayList<>();
        try (SmtpClient client = SmtpClient.connect(mail.submissionPort(), ANA, "ana-secret")) {
            for (int i = 0; i < RELEASES; i++) {
                cross(client);
                long begin = System.nanoTime();
                odklep.post("/v1.0/security/restrictedEntities/" + ANA + "/release", "{\"reason\":\"measured\"}");
                while (!client.recipientOf(ANA, "x@example.org").isPositive()) {
                    assertThat(System.nanoTime() - begin)
                            .isLessThan(Duration.ofSeconds(5).toNanos());
                }
                times.add(Duration.ofNanos(System.nanoTime() - begin));
                client.command("RSET");
            }
        }
        Collections.sort(times);
        System.out.printf(
                "From the click on release to the accepted recipient, %d releases: median %.1f ms, worst %.1f ms%n",
                RELEASES,
                times.get(RELEASES / 2).toNanos() / 1e6,
                times.getLast().toNanos() / 1e6);
        assertThat(times.getLast()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    @Order(11)
    void theAuditLogTellsItAllAndIsIntact() {
        ProgramRun verify = odklep.cli("audit", "verify");
        assertThat(verify.exitCode()).as(verify.output()).isZero();
        String audit = odklep.get("/v1.0/auditLogs/directoryAudits?$top=999").toString();
        assertThat(audit)
                .contains("restriction.open", "restriction.release", "policy.update", "allow.add", "allow.remove");
    }

    private String reference() {
        return odklep.get("/v1.0/security/restrictedEntities/" + ANA).at("/id").asString();
    }

    private void restrict() {
        try (SmtpClient client = SmtpClient.connect(mail.submissionPort(), ANA, "ana-secret")) {
            cross(client);
        }
    }

    /** Sends until the limit is crossed, which the second message does at the latest. */
    private static void cross(SmtpClient client) {
        client.send(ANA, externals(5));
        assertThat(client.send(ANA, externals(5)).isAccepted()).isFalse();
    }

    private boolean isAccepted() {
        try (SmtpClient client = SmtpClient.connect(mail.submissionPort(), ANA, "ana-secret")) {
            return client.send(ANA, "x@example.org").isAccepted();
        }
    }

    private static String[] externals(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i + "@example.org").toArray(String[]::new);
    }

    private static String[] internals(int count) {
        return IntStream.range(0, count).mapToObj(i -> "i" + i + "@example.si").toArray(String[]::new);
    }
}
