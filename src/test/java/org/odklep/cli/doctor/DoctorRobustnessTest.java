package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Any text gives findings or one line that says why it cannot be read; never an exception, never an endless wait. */
class DoctorRobustnessTest {
    private static final long SEED = 20_260_101;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String GOOD = """
            compatibility_level = 3.6
            smtpd_restriction_classes = odk, other
            odk = check_policy_service { inet:127.0.0.1:10040, timeout=3s, { default_action = 451 4.3.5 Later, ok } }
            other = warn_if_reject check_sender_access hash:/x, ${odk?{odk}:{permit}} $(mua)
            mua = ${{$compatibility_level} >=level {3.6} ? {permit_mynetworks} : {reject}}
            smtpd_sasl_auth_enable = yes
            smtp       inet  n       -       y       -       -       smtpd -o content_filter= -v
            submission inet  n       -       -       -       -       smtpd -o smtpd_sender_restrictions=odk,permit \
            -o {smtpd_end_of_data_restrictions=check_policy_service unix:private/odklep, other}
            pickup     unix  n       -       y       60      1       pickup
            """;
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "$",
            "${",
            "$(",
            ")",
            ":",
            ",",
            " ",
            "\n",
            "\n ",
            "=",
            "-o ",
            "\0",
            "\u001b[2J",
            "é",
            "\ud83d",
            "warn_if_reject ",
            "check_policy_service ",
            "permit ",
            "odk",
            "other",
            "$odk",
            "{}",
            "inet:",
            "unix:",
            "99999999999",
            "smtpd ",
            "smtpd_sender_restrictions",
            "x inet n - y - - smtpd ",
            "postconf: fatal: x",
            "\r",
            "\t");

    private static void examine(String text) {
        switch (PostfixSettings.read(text)) {
            case PostconfReading.Unreadable unreadable ->
                assertThat(unreadable.problem()).startsWith("cannot read: ").doesNotContain("\n");
            case PostfixSettings settings -> {
                List<Finding> findings = PostfixDoctor.examine(settings, Gate.UNKNOWN);
                assertThat(findings).isNotEmpty();
                assertThat(DoctorReport.of(findings).text(90)).endsWith(".\n").doesNotContain("\u001b", "\0");
                assertThat(PostfixDoctor.examine(settings, MailServer.GATE)).isNotEmpty();
            }
        }
    }

    @Test
    void anyMutilationOfAConfigurationIsRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(GOOD);
            for (int edits = 1 + random.nextInt(8); edits > 0; edits--) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(12));
                text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
            }
            String mutilated = text.toString();
            Assertions.assertDoesNotThrow(() -> examine(mutilated), () -> "with the text:\n" + mutilated);
        }
    }

    @Test
    void anyBytesAreRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            examine(new String(bytes, StandardCharsets.ISO_8859_1));
            examine(GOOD + new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Test
    void hugeAndHostileConfigurationsAreReadInBoundedTime() {
        String service = "submission inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes";
        String doubling = IntStream.range(0, 40)
                .mapToObj(i -> "a" + i + " = $a" + (i + 1) + " $a" + (i + 1) + "\n")
                .collect(Collectors.joining());
        String classes = IntStream.range(0, 40)
                .mapToObj(i -> "c" + i + " = c" + (i + 1) + " c" + (i + 1) + "\n")
                .collect(Collectors.joining());
        String names = IntStream.range(0, 41).mapToObj(i -> "c" + i).collect(Collectors.joining(" "));
        List<String> texts = List.of(
                "x = " + "y ".repeat(490_000) + "\n" + service,
                "smtpd_sender_restrictions = " + "{".repeat(900_000) + "\n" + service,
                "smtpd_sender_restrictions = " + "${".repeat(450_000) + "\n" + service,
                "smtpd_sender_restrictions = " + "${a?{".repeat(90_000) + "}}".repeat(90_000) + "\n" + service,
                "smtpd_sender_restrictions = " + "permit_mynetworks ".repeat(50_000) + "\n" + service,
                doubling + "smtpd_sender_restrictions = $a0\n" + service,
                classes + "c40 = permit\nsmtpd_restriction_classes = " + names + "\nsmtpd_sender_restrictions = c0\n"
                        + service,
                "smtpd_sender_restrictions = " + "reject_unlisted_sender ".repeat(800) + "\n"
                        + (service + "\n").repeat(PostconfText.MAX_SERVICES),
                "x = y\n" + service + " -o a=b".repeat(130_000),
                "x = y\n" + service + "\n" + "rubbish\n".repeat(110_000),
                "x = y\n" + "\n ".repeat(450_000) + "\n" + service,
                "x".repeat(PostconfText.MAX_LENGTH + 1));
        Assertions.assertTimeoutPreemptively(LONGEST, () -> texts.forEach(DoctorRobustnessTest::examine));
    }
}
