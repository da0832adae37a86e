package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.odklep.testing.ImapClient;
import org.odklep.testing.MailServer;
import org.odklep.testing.MailSetup;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.SmtpClient;

/** Smart lockout in front of a real Dovecot: an attacker locks himself out, the owner goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LockoutIT {
    private static final String ANA = "ana@example.si";
    private static final String BOR = "bor@example.si";
    private static final String RIGHT = "ana-secret";
    private static final String HOME = "127.0.1.7";
    private static final String ATTACKER = "127.0.9.9";

    private OdklepServer odklep;
    private MailServer mail;

    @BeforeAll
    void start() {
        odklep = OdklepServer.start("");
        MailSetup setup = new MailSetup()
                .user(ANA, RIGHT)
                .user(BOR, "bor-secret")
                .internalDomain("example.si")
                .policy(odklep.policyEndpoint());
        odklep.dovecotLines().forEach(setup::dovecot);
        mail = MailServer.start(setup);
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
    void aRightPasswordLetsIn() {
        assertThat(login(HOME, ANA, RIGHT)).startsWith("OK");
    }

    @Test
    @Order(2)
    void anAttackerIsLockedOutAfterTenGuessesEvenWithTheRightPassword() {
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(login(ATTACKER, ANA, "guess-" + guess)).startsWith("NO");
        }
        assertThat(login(ATTACKER, ANA, RIGHT)).startsWith("NO");
    }

    @Test
    @Order(3)
    void theOwnerStillGetsInFromAFamiliarPlace() {
        assertThat(login(HOME, ANA, RIGHT)).startsWith("OK");
        assertThat(login("127.0.1.200", ANA, RIGHT)).startsWith("OK");
    }

    @Test
    @Order(4)
    void theLockoutIsPerAccount() {
        assertThat(login(ATTACKER, BOR, "bor-secret")).startsWith("OK");
    }

    @Test
    @Order(5)
    void clientsAreToldTheSameForAnUnknownAccountAWrongPasswordAndALockout() {
        Set<String> answers = new HashSet<>();
        answers.add(login(ATTACKER, "nobody@example.si", "x"));
        answers.add(login(ATTACKER, BOR, "wrong"));
        answers.add(login(ATTACKER, ANA, RIGHT));
        answers.add(login(ATTACKER, ANA, "another"));
        assertThat(answers).hasSize(1);
    }

    @Test
    @Order(6)
    void submissionThroughPostfixIsCountedToo() {
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(signInToSend(BOR, "guess-" + guess)).isFalse();
        }
        assertThat(signInToSend(BOR, "bor-secret")).isFalse();
        assertThat(login(ATTACKER, BOR, "bor-secret")).startsWith("OK");
    }

    private boolean signInToSend(String account, String password) {
        try (SmtpClient client = SmtpClient.connect(mail.submissionPort())) {
            return client.authPlain(account, password).isPositive();
        }
    }

    private String login(String from, String account, String password) {
        try (ImapClient client = ImapClient.connect(from, mail.imapPort())) {
            return client.login(account, password);
        }
    }
}
