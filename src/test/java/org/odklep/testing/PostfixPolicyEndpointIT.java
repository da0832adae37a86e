package org.odklep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PostfixPolicyEndpointIT {
    @Test
    void aUnixSocketIsAskedForSubmissionAndNotForPlainMail() throws IOException {
        try (TestDirectory directory = TestDirectory.create();
                PolicyResponder policy = PolicyResponder.onUnixSocket(directory.resolve("policy"));
                MailServer server = MailServer.start(setup().policy(policy.endpoint()))) {
            policy.answerAt("RCPT", "550 5.1.8 Access denied");
            assertThat(sendPlain(server).isAccepted()).isTrue();
            assertThat(policy.requests()).isEmpty();
            assertThat(submit(server).last())
                    .hasToString("550 5.1.8 <alice@example.si>: Sender address rejected: Access denied");
        }
    }

    @Test
    void severalPolicyServersAreAskedInTurnUntilOneRefuses() throws IOException {
        try (PolicyResponder first = PolicyResponder.onTcp();
                PolicyResponder second = PolicyResponder.onTcp();
                MailServer server =
                        MailServer.start(setup().policy(first.endpoint()).policy(second.endpoint()))) {
            second.answerAt("RCPT", "550 5.1.8 Second");
            assertThat(submit(server).last().toString()).endsWith("Second");
            first.answerAt("RCPT", "550 5.1.8 First");
            assertThat(submit(server).last().toString()).endsWith("First");
        }
    }

    @Test
    void mailPassesWhenNoPolicyServerAnswers() {
        String nobody = "inet:127.0.0.1:" + FreePorts.next();
        try (MailServer server = MailServer.start(setup().policy(nobody))) {
            assertThat(submit(server).isAccepted()).isTrue();
            server.awaitLog("warning: problem talking to server 127.0.0.1:");
        }
    }

    @Test
    void inOtherPlacesPostfixRewritesTheCode() throws IOException {
        try (PolicyResponder policy = PolicyResponder.onTcp();
                MailServer server = MailServer.start(setup().policy(policy.endpoint())
                        .plainOption("smtpd_recipient_restrictions", PostfixConfiguration.POLICY_CLASS)
                        .submissionOption("smtpd_sender_restrictions", "")
                        .submissionOption("smtpd_client_restrictions", PostfixConfiguration.POLICY_CLASS))) {
            policy.answerAt("RCPT", "550 5.1.8 Access denied");
            assertThat(sendPlain(server).last())
                    .hasToString("550 5.1.2 <x@other.example>: Recipient address rejected: Access denied");
            assertThat(submit(server).last())
                    .hasToString("550 5.0.0 <unknown[127.0.0.1]>: Client host rejected: Access denied");
        }
    }

    private static MailSetup setup() {
        return new MailSetup().user("alice@example.si", "secret").internalDomain("example.si");
    }

    private static SmtpClient.Sent submit(MailServer server) {
        try (SmtpClient client = SmtpClient.connect(server.submissionPort(), "alice@example.si", "secret")) {
            return client.send("alice@example.si", "x@other.example");
        }
    }

    private static SmtpClient.Sent sendPlain(MailServer server) {
        try (SmtpClient client = SmtpClient.connect(server.smtpPort())) {
            return client.send("alice@example.si", "x@other.example");
        }
    }
}
