package org.odklep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a real Postfix asks a policy server in the recommended place, and what its client reads for each answer. Seen with
 * Postfix 3.7.11; the documentation quotes these lines.
 */
class PostfixPolicyIT {
    private static final String ALICE = "alice@example.si";
    private static final String RCPT = "RCPT";
    private static final String END = "END-OF-MESSAGE";

    private static PolicyResponder policy;
    private static MailServer server;

    @BeforeAll
    static void start() throws IOException {
        policy = PolicyResponder.onTcp();
        server = MailServer.start(new MailSetup()
                .user(ALICE, "secret")
                .internalDomain("example.si")
                .policy(policy.endpoint())
                .plainOption("smtpd_end_of_data_restrictions", PostfixConfiguration.POLICY_CLASS));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        policy.close();
    }

    @BeforeEach
    void allow() {
        policy.allowAll();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            550 5.1.8 Access denied, bad outbound sender (ref X)|550 5.1.8 <alice@example.si>: Sender address rejected: Access denied, bad outbound sender (ref X)
            550 5.5.3 Too many recipients (ref X)               |550 5.5.3 <alice@example.si>: Sender address rejected: Too many recipients (ref X)
            450 4.7.1 Too fast, try later (ref X)               |450 4.7.1 <alice@example.si>: Sender address rejected: Too fast, try later (ref X)
            450 4.1.8 Access denied (ref X)                     |450 4.1.8 <alice@example.si>: Sender address rejected: Access denied (ref X)
            550 5.7.1 Access denied (ref X)                     |550 5.7.1 <alice@example.si>: Sender address rejected: Access denied (ref X)
            REJECT                                              |554 5.7.1 <alice@example.si>: Sender address rejected: Access denied
            DEFER Try later (ref X)                             |450 4.7.1 <alice@example.si>: Sender address rejected: Try later (ref X)
            """)
    void atRcptTheClientReads(String action, String line) {
        policy.answerAt(RCPT, action);
        SmtpClient.Sent sent = send(ALICE, "x@other.example", "y@example.si");
        assertThat(sent.recipients()).extracting(SmtpReply::toString).containsExactly(line, line);
        assertThat(sent.end()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            550 5.1.8 Access denied, bad outbound sender (ref X)|550 5.0.0 <END-OF-MESSAGE>: End-of-data rejected: Access denied, bad outbound sender (ref X)
            550 5.5.3 Too many recipients (ref X)               |550 5.5.3 <END-OF-MESSAGE>: End-of-data rejected: Too many recipients (ref X)
            450 4.7.1 Too fast, try later (ref X)               |450 4.7.1 <END-OF-MESSAGE>: End-of-data rejected: Too fast, try later (ref X)
            450 4.1.8 Access denied (ref X)                     |450 4.0.0 <END-OF-MESSAGE>: End-of-data rejected: Access denied (ref X)
            550 5.7.1 Access denied (ref X)                     |550 5.7.1 <END-OF-MESSAGE>: End-of-data rejected: Access denied (ref X)
            REJECT                                              |554 5.7.1 <END-OF-MESSAGE>: End-of-data rejected: Access denied
            DEFER Try later (ref X)                             |450 4.7.1 <END-OF-MESSAGE>: End-of-data rejected: Try later (ref X)
            """)
    void atTheEndOfTheMessageTheClientReads(String action, String line) {
        policy.answerAt(END, action);
        SmtpClient.Sent sent = send(ALICE, "x@other.example", "y@example.si");
        assertThat(sent.recipients()).allMatch(SmtpReply::isPositive);
        assertThat(sent.last()).hasToString(line);
    }

    @Test
    void bothStatesCarryTheSameAttributesInTheSameOrder() {
        send(ALICE, "x@other.example");
        assertThat(policy.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.keySet())
                        .containsExactly(
                                "request",
                                "protocol_state",
                                "protocol_name",
                                "client_address",
                                "client_name",
                                "client_port",
                                "reverse_client_name",
                                "server_address",
                                "server_port",
                                "helo_name",
                                "sender",
                                "recipient",
                                "recipient_count",
                                "queue_id",
                                "instance",
                                "size",
                                "etrn_domain",
                                "stress",
                                "sasl_method",
                                "sasl_username",
                                "sasl_sender",
                                "ccert_subject",
                                "ccert_issuer",
                                "ccert_fingerprint",
                                "ccert_pubkey_fingerprint",
                                "encryption_protocol",
                                "encryption_cipher",
                                "encryption_keysize",
                                "policy_context"));
    }

    @Test
    void everyRecipientIsAskedForAloneBeforeItsCountAndTheSizeAreKnown() {
        send(ALICE, "x@other.example", "y@example.si");
        List<Map<String, String>> asked = policy.requestsAt(RCPT);
        assertThat(asked)
                .extracting(request -> request.get("recipient"))
                .containsExactly("x@other.example", "y@example.si");
        assertThat(asked)
                .allSatisfy(request -> assertThat(request)
                        .containsEntry("sender", ALICE)
                        .containsEntry("sasl_username", ALICE)
                        .containsEntry("sasl_method", "PLAIN")
                        .containsEntry("policy_context", "submission")
                        .containsEntry("recipient_count", "0")
                        .containsEntry("size", "0"));
        assertThat(asked.getFirst()).containsEntry("queue_id", "");
        assertThat(asked.getLast().get("queue_id")).isNotEmpty();
    }

    @Test
    void theEndOfTheMessageCarriesTheCountTheSizeAndTheQueueId() {
        SmtpReply last = send(ALICE, "x@other.example", "y@example.si").last();
        assertThat(policy.requestsAt(END))
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .containsEntry("recipient_count", "2")
                        .containsEntry("recipient", "")
                        .containsEntry("size", String.valueOf("Subject: test\r\n\r\nHello.\r\n".length()))
                        .containsEntry("sasl_username", ALICE)
                        .containsEntry("queue_id", last.toString().replaceFirst(".* ", "")));
    }

    @Test
    void aSingleRecipientIsNamedAtTheEndOfTheMessageToo() {
        send(ALICE, "x@other.example");
        assertThat(policy.requestsAt(END).getFirst()).containsEntry("recipient", "x@other.example");
    }

    @Test
    void aRefusedRecipientIsNotCounted() {
        policy.answer(request -> "x@other.example".equals(request.get("recipient")) ? "550 5.7.1 no" : "DUNNO");
        assertThat(send(ALICE, "x@other.example", "y@example.si").isAccepted()).isTrue();
        assertThat(policy.requestsAt(END).getFirst())
                .containsEntry("recipient_count", "1")
                .containsEntry("recipient", "y@example.si");
    }

    @Test
    void instanceTiesTheRequestsOfOneMessageTogether() {
        try (SmtpClient client = signIn(ALICE)) {
            client.send(ALICE, "x@other.example", "y@example.si");
            client.send(ALICE, "x@other.example", "y@example.si");
        }
        List<String> instances = policy.requests().stream()
                .map(request -> request.get("instance"))
                .toList();
        assertThat(instances).hasSize(6);
        assertThat(instances.subList(0, 3)).containsOnly(instances.getFirst());
        assertThat(instances.subList(3, 6)).containsOnly(instances.getLast());
        assertThat(instances.getFirst())
                .matches("[0-9a-f]+\\.[0-9a-f]+\\.[0-9a-f]+\\.0")
                .isNotEqualTo(instances.getLast());
    }

    @Test
    void theDeclaredSizeIsKnownAtRcpt() {
        try (SmtpClient client = signIn(ALICE)) {
            client.command("MAIL FROM:<" + ALICE + "> SIZE=4321");
            client.recipient("x@other.example");
        }
        assertThat(policy.requests().getFirst()).containsEntry("size", "4321");
    }

    @Test
    void theNullSenderIsAskedForWithTheUsersName() {
        policy.answerAt(RCPT, "550 5.1.8 Access denied, bad outbound sender (ref X)");
        assertThat(send("", "x@other.example").last())
                .hasToString("550 5.1.8 <>: Sender address rejected: Access denied, bad outbound sender (ref X)");
        assertThat(policy.requests().getFirst()).containsEntry("sender", "").containsEntry("sasl_username", ALICE);
    }

    @Test
    void dovecotGivesTheUsersNameInLowerCase() {
        try (SmtpClient client = signIn("Alice@EXAMPLE.si")) {
            client.send("Sales@Example.SI", "x@other.example");
        }
        assertThat(policy.requests().getFirst())
                .containsEntry("sasl_username", ALICE)
                .containsEntry("sender", "Sales@Example.SI");
    }

    @Test
    void barePostmasterIsAskedForOnlyAtTheEndOfTheMessage() {
        send(ALICE, "postmaster");
        assertThat(policy.requests())
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .containsEntry("protocol_state", END)
                        .containsEntry("recipient", "postmaster"));
    }

    @Test
    void aRunningSessionIsStoppedAtItsNextRecipient() {
        try (SmtpClient client = signIn(ALICE)) {
            assertThat(client.send(ALICE, "x@other.example").isAccepted()).isTrue();
            client.mail(ALICE);
            assertThat(client.recipient("x@other.example").code()).isEqualTo(250);
            policy.answerAt(RCPT, "550 5.1.8 Access denied");
            assertThat(client.recipient("y@other.example").code()).isEqualTo(550);
        }
    }

    @Test
    void mailWithoutAuthenticationCarriesNoUserName() {
        try (SmtpClient client = SmtpClient.connect(server.smtpPort())) {
            client.send("", "x@other.example");
        }
        assertThat(policy.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request).containsEntry("sasl_username", "").containsEntry("sasl_method", ""));
    }

    @Test
    void submissionWithoutAuthenticationAsksBeforePostfixRefuses() {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort())) {
            assertThat(client.send(ALICE, "x@other.example").isAccepted()).isFalse();
        }
        assertThat(policy.requests())
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .containsEntry("protocol_state", RCPT)
                        .containsEntry("sasl_username", ""));
    }

    @Test
    void postconfShowsTheRecommendedPlace() throws IOException {
        assertThat(server.postconf("-n"))
                .contains("smtpd_restriction_classes = odklep_outbound\n")
                .contains("odklep_outbound = check_policy_service { " + policy.endpoint()
                        + ", timeout=3s, try_limit=2, default_action=DUNNO, policy_context=submission }\n");
        assertThat(server.postconf("-M"))
                .contains("-o smtpd_sender_restrictions=odklep_outbound,permit")
                .contains("-o smtpd_end_of_data_restrictions=odklep_outbound");
    }

    private static SmtpClient signIn(String user) {
        return SmtpClient.connect(server.submissionPort(), user, "secret");
    }

    private static SmtpClient.Sent send(String sender, String... recipients) {
        try (SmtpClient client = signIn(ALICE)) {
            return client.send(sender, recipients);
        }
    }
}
