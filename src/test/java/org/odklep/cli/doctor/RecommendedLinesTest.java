package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.cli.doctor.Finding.Severity;

class RecommendedLinesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"inet:127.0.0.1:10040", "inet:0.0.0.0:4711", "inet:[::1]:10040", "unix:/run/odklep/policy"})
    void theDoctorFindsNothingWrongWithThem(String endpoint) {
        PolicyEndpoint gate = PolicyEndpoint.parse(endpoint).orElseThrow();
        RecommendedLines lines = new RecommendedLines(gate);
        MailServer server = MailServer.in(directory).main(lines.mainCf());
        for (String service : List.of("submission", "submissions")) {
            server.service(
                    service + " inet n - n - - smtpd",
                    "-o smtpd_sasl_auth_enable=yes",
                    "-o smtpd_relay_restrictions=permit_sasl_authenticated,reject",
                    lines.masterCf().getFirst().strip(),
                    lines.masterCf().getLast().strip());
        }
        assertThat(server.examine(new Gate(List.of(gate), 500)))
                .extracting(Finding::severity, Finding::service)
                .containsExactly(tuple(Severity.OK, "submission/inet, submissions/inet"));
    }

    @Test
    void theTextHoldsThemReadyToPaste() {
        assertThat(new RecommendedLines(PolicyEndpoint.USUAL).text()).isEqualTo("""
                        # main.cf
                        smtpd_restriction_classes = odklep_outbound
                        odklep_outbound = check_policy_service { inet:127.0.0.1:10040, timeout=3s, try_limit=2,\
                         default_action=DUNNO }

                        # master.cf: below each smtpd line with smtpd_sasl_auth_enable=yes (submission, submissions)
                          -o smtpd_sender_restrictions=odklep_outbound,permit
                          -o smtpd_end_of_data_restrictions=odklep_outbound

                        # then: postfix reload
                        """);
    }
}
