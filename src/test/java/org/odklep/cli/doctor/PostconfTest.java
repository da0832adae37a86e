package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostconfTest {
    @TempDir
    Path directory;

    private static String problem(PostconfReading reading) {
        assertThat(reading).isInstanceOf(PostconfReading.Unreadable.class);
        String problem = ((PostconfReading.Unreadable) reading).problem();
        assertThat(problem).doesNotContain("\n");
        return problem;
    }

    @Test
    void readsTheConfigurationOfADirectory() {
        PostfixSettings settings = MailServer.in(directory)
                .main("smtpd_recipient_limit = 7")
                .submission("-o { smtpd_sender_restrictions = check_policy_service { inet:127.0.0.1:1, timeout=3s } }")
                .settings();
        assertThat(settings.parameters()).containsEntry("smtpd_recipient_limit", "7");
        assertThat(settings.services().getLast().id()).isEqualTo("submission/inet");
        assertThat(settings.services().getLast().overrides())
                .containsEntry("smtpd_sender_restrictions", "check_policy_service { inet:127.0.0.1:1, timeout=3s }");
        assertThat(settings.unread()).isEmpty();
    }

    @Test
    void saysInOneLineWhatPostconfRefuses() {
        assertThat(problem(MailServer.in(directory).main("rubbish").read()))
                .startsWith("cannot read: ")
                .contains("missing '=' after attribute name");
        assertThat(problem(Postconf.read(Optional.of(directory.resolve("nowhere")))))
                .contains("No such file or directory");
    }

    @Test
    void saysInOneLineThatPostfixIsNotInstalled() {
        assertThat(problem(Postconf.read(List.of("/nowhere/postconf", "no-such-program"), Optional.empty())))
                .startsWith("cannot run postconf: Postfix is not installed here")
                .contains("(postconf -n; postconf -M) | odklep doctor postfix -");
    }

    @Test
    void aReferenceToItselfIsRefusedByPostconf() {
        MailServer server =
                MailServer.in(directory).submission("-o smtpd_sender_restrictions=permit,$smtpd_sender_restrictions");
        assertThat(problem(server.read())).contains("macro processing error");
    }
}
