package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostconfTextTest {
    private static final String MAIN = "compatibility_level = 3.6\nsmtpd_restriction_classes = odk\n";
    private static final String MASTER = """
            smtp       inet  n       -       y       -       -       smtpd
            submission inet  n       -       -       -       -       smtpd -o a=b -o {c=d e, f {g h}} -v -o i=
            scalemail-backend unix - n       n       -       2       pipe flags=R user=scalemail argv=/x ${nexthop}
            """;

    private static PostfixSettings settings(String text) {
        assertThat(PostfixSettings.read(text)).isInstanceOf(PostfixSettings.class);
        return (PostfixSettings) PostfixSettings.read(text);
    }

    private static String problem(String text) {
        assertThat(PostfixSettings.read(text)).isInstanceOf(PostconfReading.Unreadable.class);
        return ((PostconfReading.Unreadable) PostfixSettings.read(text)).problem();
    }

    @Test
    void oneTextMayHoldBothOutputsInAnyOrder() {
        assertThat(settings(MAIN + MASTER)).isEqualTo(settings(MASTER + MAIN));
        assertThat(settings(MAIN + MASTER).parameters())
                .containsEntry("smtpd_restriction_classes", "odk")
                .hasSize(2);
        assertThat(settings(MAIN + MASTER).services())
                .extracting(PostfixSettings.Service::id)
                .containsExactly("smtp/inet", "submission/inet", "scalemail-backend/unix");
    }

    @Test
    void optionsOfAServiceMayHaveSpacesWithinBracesAndEmptyValues() {
        PostfixSettings.Service submission = settings(MAIN + MASTER).services().get(1);
        assertThat(submission.overrides())
                .containsEntry("a", "b")
                .containsEntry("c", "d e, f {g h}")
                .containsEntry("i", "")
                .hasSize(3);
        assertThat(submission.command()).isEqualTo("smtpd");
        assertThat(submission.chroot()).isEqualTo("-");
        assertThat(submission.stray()).isEmpty();
    }

    @Test
    void aSpaceWithinAnOptionEndsItAndTheRestIsStray() {
        String line = "25 inet n - n - - smtpd -o x=a, b -oy=1 -o z = 2\n";
        PostfixSettings.Service service = settings(MAIN + line).services().getFirst();
        assertThat(service.overrides()).containsEntry("x", "a,").containsEntry("y", "1");
        assertThat(service.stray()).containsExactly("b", "z", "=", "2");
    }

    @Test
    void linesThatStartWithSpaceContinueTheOneBeforeAcrossComments() {
        String text = "a = b,\r\n# comment\r\n\r\n   c\r\n25 inet n - n - - smtpd\r\n  -o x=y\r\n";
        assertThat(settings(text).parameters()).containsEntry("a", "b, c");
        assertThat(settings(text).services().getFirst().overrides()).containsEntry("x", "y");
    }

    @Test
    void theLastOfSeveralDefinitionsCounts() {
        assertThat(settings("a = 1\na = 2\n" + MASTER).parameters()).containsEntry("a", "2");
    }

    @Test
    void linesThatAreNeitherAreKeptToBeReported() {
        assertThat(settings(MAIN + MASTER + "rubbish line\npostconf: warning: unused parameter: x=y\n")
                        .unread())
                .containsExactly("rubbish line");
    }

    @Test
    void aTextWithoutServicesSaysHowToGetThem() {
        assertThat(problem(MAIN)).contains("postconf -M").contains("missing");
    }

    @Test
    void aTextWithoutParametersSaysHowToGetThem() {
        assertThat(problem(MASTER)).contains("parameters (postconf -n) are missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "hello", "{\"json\": 1}", "\0\1\2", "<html>\n<body>"})
    void whatIsNoPostconfOutputIsRefusedInOneLine(String text) {
        assertThat(problem(text))
                .startsWith("cannot read: this is not the output of postconf")
                .doesNotContain("\n");
    }

    @Test
    void aFatalErrorOfPostconfIsPassedOn() {
        assertThat(problem(MAIN + "postconf: fatal: ./main.cf, line 14: missing '='\n" + MASTER))
                .contains("line 14: missing '='");
    }

    @Test
    void limitsAreKept() {
        assertThat(settings(MAIN + "25 inet n - n - - smtpd\n".repeat(PostconfText.MAX_SERVICES))
                        .services())
                .hasSize(PostconfText.MAX_SERVICES);
        assertThat(problem(MAIN + "25 inet n - n - - smtpd\n".repeat(PostconfText.MAX_SERVICES + 1)))
                .contains("more than 1000 services");
        String filler = "#".repeat(PostconfText.MAX_LENGTH - MAIN.length() - MASTER.length());
        assertThat(settings(MAIN + MASTER + filler).services()).hasSize(3);
        assertThat(problem(MAIN + MASTER + filler + "#")).contains("longer than");
    }
}
