package org.odklep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.testing.ImapClient;
import org.odklep.testing.MailServer;
import org.odklep.testing.MailSetup;
import org.odklep.testing.OdklepServer;
import org.odklep.testing.ProgramRun;
import org.odklep.testing.TestDirectory;

/** THC-Hydra, the program that attackers use, guesses passwords of IMAP accounts on a real Dovecot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HydraIT {
    private static final String ANA = "ana@example.si";
    private static final String BOR = "bor@example.si";
    private static final String RIGHT = "right-password";
    private static final String HOME = "127.0.1.7";
    private static final int GUESSES = 250;

    private final TestDirectory directory = TestDirectory.create();
    private OdklepServer odklep;
    private MailServer mail;

    @BeforeAll
    void start() {
        odklep = OdklepServer.start("");
        MailSetup setup = new MailSetup()
                .user(ANA, RIGHT)
                .user(BOR, RIGHT)
                .internalDomain("example.si")
                .policy(odklep.policyEndpoint());
        odklep.dovecotLines().forEach(setup::dovecot);
        mail = MailServer.start(setup);
    }

    @AfterAll
    void stop() {
        try (directory) {
            mail.close();
        } finally {
            odklep.close();
        }
    }

    @Test
    void aPasswordAmongTheFirstFewGuessesIsFoundSoTheAttackIsReal() {
        assertThat(hydra(BOR, guesses(5, 3)).output())
                .contains("password: " + RIGHT)
                .contains("1 valid password found");
    }

    @Test
    void aPasswordFurtherDownIsNotFoundWhileTheOwnerGetsInAllTheTime() {
        assertThat(login()).startsWith("OK");

        CompletableFuture<ProgramRun> attack = CompletableFuture.supplyAsync(() -> hydra(ANA, guesses(GUESSES, 200)));
        List<String> owner = new ArrayList<>();
        do {
            owner.add(login());
        } while (!attack.isDone());

        assertThat(attack.join().output()).contains("0 valid password").doesNotContain("password: " + RIGHT);
        assertThat(owner).hasSizeGreaterThan(5).allMatch(answer -> answer.startsWith("OK"));
        assertThat(mail.dovecotLog().split("Password mismatch", -1).length - 1)
                .as("passwords that were looked at")
                .isLessThan(20);
    }

    /** From 127.0.0.1, sixteen at a time. */
    private ProgramRun hydra(String account, List<String> guesses) {
        String list =
                directory.write(account, String.join("\n", guesses) + "\n").toString();
        return ProgramRun.of(
                "/usr/bin/hydra", "-I", "-l", account, "-P", list, "-s", "" + mail.imapPort(), "127.0.0.1", "imap");
    }

    /** Wrong passwords with the right one at a place among them, counted from 1. */
    private static List<String> guesses(int count, int place) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> i == place ? RIGHT : "guess-" + i)
                .toList();
    }

    private String login() {
        try (ImapClient client = ImapClient.connect(HOME, mail.imapPort())) {
            return client.login(ANA, RIGHT);
        }
    }
}
