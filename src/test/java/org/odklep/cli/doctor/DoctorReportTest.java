package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.odklep.cli.doctor.Finding.Severity;

class DoctorReportTest {
    private static final Finding ERROR = new Finding(
            Severity.ERROR,
            "submission/inet",
            "does not ask",
            "Nobody is stopped.",
            "In main.cf write:\n\ta = " + "b".repeat(200) + "\nIn master.cf:\n\t  -o c=d\nThen reload.");
    private static final Finding WARNING = finding(Severity.WARNING, "waits");
    private static final Finding HINT = finding(Severity.HINT, "local mail");
    private static final Finding OK = finding(Severity.OK, "asks");

    private static Finding finding(Severity severity, String what) {
        return new Finding(severity, "main.cf", what, "", "");
    }

    @Test
    void theExitStatusIsThatOfTheWorstFinding() {
        assertThat(DoctorReport.of(List.of(OK, HINT)).isFine()).isTrue();
        assertThat(DoctorReport.of(List.of(OK, HINT, WARNING)).isFine()).isFalse();
        assertThat(DoctorReport.of(List.of(ERROR, WARNING)).isFine()).isFalse();
    }

    @Test
    void aReportReadsFromTheTop() {
        assertThat(DoctorReport.of(List.of(ERROR, HINT, OK)).text(80)).isEqualTo("""
                        ERROR    submission/inet: does not ask.
                                 Nobody is stopped.
                                 Fix: In main.cf write:
                        a = %s
                                 In master.cf:
                          -o c=d
                                 Then reload.

                        hint     main.cf: local mail.

                        ok       main.cf: asks.

                        1 error, 0 warnings, 1 hint.
                        """.formatted("b".repeat(200)));
    }

    @Test
    void sentencesAreWrappedAndLinesToPasteAreNot() {
        Finding wordy = new Finding(Severity.WARNING, "main.cf", "word ".repeat(50) + "end", "why ".repeat(60), "");
        assertThat(DoctorReport.of(List.of(wordy)).text(80).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(DoctorReport.of(List.of(ERROR)).text(80)).contains("\na = " + "b".repeat(200) + "\n");
    }

    @Test
    void aRemedyIsGivenOnce() {
        String text = DoctorReport.of(List.of(ERROR, ERROR.of("smtps/inet"))).text(80);
        assertThat(text.split("In main.cf write", -1)).hasSize(2);
        assertThat(text).contains("Fix: the same as above.");
    }

    @Test
    void controlCharactersOfAConfigurationDoNotReachTheTerminal() {
        Finding nasty = new Finding(
                Severity.ERROR, "a\u001b[31m", "b\u0007\rc", "d\u009b\u202ee", "f\u001b]0;x\n\tg\u001b[2J\u2028h");
        String text = DoctorReport.of(List.of(nasty)).text(80);
        assertThat(text.chars().filter(c -> c != '\n')).allMatch(c -> c >= ' ' && c < 127);
        assertThat(text).contains("a?[31m").contains("\ng?[2J?h\n");
    }
}
