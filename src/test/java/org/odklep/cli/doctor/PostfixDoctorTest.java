package org.odklep.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.odklep.cli.doctor.MailServer.only;
import static org.odklep.cli.doctor.MailServer.trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.cli.doctor.Finding.Severity;

/** Configurations as operators write them, printed by the real postconf. */
class PostfixDoctorTest {
    private static final String END = "-o smtpd_end_of_data_restrictions=odk";
    private static final String SENDER = "-o smtpd_sender_restrictions=odk,permit";

    @TempDir
    Path directory;

    /** A server that defines a class "odk" which asks Odklep as recommended. */
    private MailServer server() {
        return MailServer.in(directory)
                .main(RecommendedLines.definition("odk", RecommendedLines.client(PolicyEndpoint.USUAL)))
                .main("smtpd_restriction_classes = odk");
    }

    private MailServer sender(String list) {
        return server().submission("-o { smtpd_sender_restrictions = " + list + " }", END);
    }

    private MailServer client(String client) {
        return MailServer.in(directory)
                .main("smtpd_restriction_classes = odk\nodk = check_policy_service " + client)
                .submission(SENDER, END);
    }

    private static String debianMasterCf() throws IOException {
        Path file = Path.of("/etc/postfix/master.cf.proto");
        assertThat(file).as("this test needs Debian's package postfix").isReadable();
        return Files.readString(file);
    }

    @Test
    void debiansSubmissionServicesAreNotGuardedUntilTheRemediesAreApplied() throws IOException {
        MailServer server = MailServer.in(directory)
                .main("smtpd_relay_restrictions = permit_mynetworks permit_sasl_authenticated defer_unauth_destination")
                .master(debianMasterCf().replaceAll("(?m)^#(submissions? +inet .*|  -o .*)$", "$1"));
        List<Finding> findings = server.examine();
        assertThat(trouble(findings))
                .extracting(Finding::service, Finding::what)
                .containsExactly(
                        tuple("submission/inet", "does not ask Odklep"),
                        tuple("submissions/inet", "does not ask Odklep"));
        trouble(findings).forEach(finding -> server.apply(finding.remedy()));
        assertThat(trouble(server.examine())).isEmpty();
    }

    @Test
    void debiansDefaultHasNothingToProtect() throws IOException {
        List<Finding> findings =
                MailServer.in(directory).master(debianMasterCf()).examine();
        only(findings, Severity.ERROR, "no service lets users sign in");
        only(findings, Severity.HINT, "sendmail(1)");
        assertThat(DoctorReport.of(findings).isFine()).isFalse();
    }

    @Test
    void aRightConfigurationIsFine() {
        List<Finding> findings = server().submission(SENDER, END).examine();
        assertThat(findings)
                .containsExactly(new Finding(
                        Severity.OK,
                        "submission/inet",
                        "asks Odklep for each recipient and at the end of each message",
                        "",
                        ""));
    }

    @Test
    void withoutTheQuestionAtTheEndNothingIsCounted() {
        MailServer server = server().submission(SENDER);
        Finding finding =
                only(server.examine(), Severity.ERROR, "does not ask Odklep in smtpd_end_of_data_restrictions");
        assertThat(finding.remedy()).contains("\t  -o smtpd_end_of_data_restrictions=odk\n");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
    }

    @Test
    void withTheQuestionAtTheEndOnlyRecipientsAreNotSeen() {
        MailServer server = server().submission(END);
        Finding finding = only(server.examine(), Severity.ERROR, "at the end of the data only");
        assertThat(finding.why()).contains("550 5.0.0");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "recipient, 550 5.1.2",
        "relay,     550 5.1.2",
        "client,    550 5.0.0",
        "helo,      550 5.0.0",
        "data,      550 5.0.0",
    })
    void inAnotherListTheClientIsToldAnotherCode(String list, String code) {
        MailServer server = server().submission("-o smtpd_" + list + "_restrictions=odk,permit", END);
        Finding finding = only(trouble(server.examine()), Severity.WARNING, "instead of smtpd_sender_restrictions");
        assertThat(finding.what()).contains("smtpd_" + list + "_restrictions");
        assertThat(finding.why()).contains(code + " instead of 550 5.1.8");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
    }

    @Test
    void inAnotherListBehindAPermitItIsNotAskedAtAll() {
        List<Finding> findings = server().submission(
                        "-o smtpd_recipient_restrictions=permit_sasl_authenticated,odk", END)
                .examine();
        assertThat(only(findings, Severity.ERROR, "instead of").why()).contains("behind permit_sasl_authenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permit_sasl_authenticated",
                "permit_mynetworks",
                "PERMIT_MYNETWORKS",
                "permit",
                "reject",
                "permit_tls_clientcerts",
                "permit_dnswl_client list.example",
                "warn_if_reject permit_mynetworks",
                "reject_unlisted_sender, permit_inet_interfaces",
            })
    void behindWhatEndsTheListItIsNotAsked(String before) {
        MailServer server = sender(before + ", odk");
        Finding finding = only(trouble(server.examine()), Severity.ERROR, "asks Odklep behind");
        assertThat(finding.remedy()).contains("smtpd_sender_restrictions").contains("odk");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reject_non_fqdn_sender",
                "reject_sender_login_mismatch",
                "reject_rhsbl_sender bad.example",
                "check_sender_mx_access hash:/x",
                "warn_if_reject reject",
                "sleep 1",
            })
    void behindWhatOnlyRefusesItIsAsked(String before) {
        assertThat(trouble(sender(before + ", odk").examine())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check_sender_access hash:/etc/postfix/senders", "hash:/etc/postfix/senders"})
    void behindATableItIsAskedIfNoEntryPermits(String before) {
        Finding finding = only(trouble(sender(before + ", odk").examine()), Severity.WARNING, "behind");
        assertThat(finding.what()).contains("hash:/etc/postfix/senders");
        assertThat(finding.remedy()).contains("odk,");
    }

    @Test
    void behindWarnIfRejectNobodyIsStopped() {
        MailServer server = sender("warn_if_reject odk");
        Finding finding = only(trouble(server.examine()), Severity.ERROR, "behind warn_if_reject");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
        assertThat(trouble(sender("warn_if_reject reject_unlisted_sender, odk").examine()))
                .isEmpty();
    }

    @Test
    void behindDeferIfRejectRefusalsAreTemporary() {
        only(trouble(sender("defer_if_reject, odk").examine()), Severity.WARNING, "behind defer_if_reject");
    }

    @Test
    void anOptionThatReplacesTheListOfMainCfIsExplained() {
        Finding finding = only(
                server().main("smtpd_sender_restrictions = odk\nsmtpd_end_of_data_restrictions = odk")
                        .submission("-o smtpd_sender_restrictions=", "-o smtpd_end_of_data_restrictions=")
                        .examine(),
                Severity.ERROR,
                "does not ask Odklep");
        assertThat(finding.why()).contains("own -o smtpd_sender_restrictions replaces that list");
    }

    @Test
    void referencesToOtherParametersAreFollowed() {
        MailServer server = server().main("mua_sender_restrictions = ${odk?{odk}} permit\nmua_end = $nothing odk")
                .submission(
                        "-o smtpd_sender_restrictions=$mua_sender_restrictions",
                        "-o smtpd_end_of_data_restrictions=$(mua_end)");
        assertThat(trouble(server.examine())).isEmpty();
    }

    @Test
    void authInMainCfMakesPort25AServiceToProtect() {
        List<Finding> findings = server().main("smtpd_sasl_auth_enable = yes")
                .service("smtp inet n - y - - smtpd")
                .submission(SENDER, END)
                .examine();
        assertThat(only(findings, Severity.ERROR, "does not ask Odklep").service())
                .isEqualTo("smtp/inet");
        assertThat(only(findings, Severity.OK, "asks Odklep").service()).isEqualTo("submission/inet");
        only(findings, Severity.HINT, "permit_mynetworks");
    }

    @Test
    void aServiceWithoutAuthThatAsksIsAHint() {
        List<Finding> findings = server().submission(SENDER, END)
                .service("smtp inet n - y - - smtpd", "-o smtpd_sender_restrictions=odk")
                .examine();
        assertThat(trouble(findings)).isEmpty();
        assertThat(only(findings, Severity.HINT, "no user can sign in").service())
                .isEqualTo("smtp/inet");
    }

    @Test
    void theWayBackFromAContentFilterNeedsNoQuestion() {
        String back = "127.0.0.1:10025 inet n - n - - smtpd";
        MailServer inherits = server().main("smtpd_sasl_auth_enable = yes")
                .submission(SENDER, END)
                .service(back, "-o content_filter=");
        assertThat(trouble(inherits.examine())).isEmpty();
        MailServer asks = server().main("smtpd_sasl_auth_enable = yes\nsmtpd_end_of_data_restrictions = odk")
                .submission(SENDER)
                .service(back, "-o receive_override_options=no_header_body_checks");
        assertThat(only(trouble(asks.examine()), Severity.WARNING, "content filter")
                        .why())
                .contains("second time");
        MailServer without = server().submission(SENDER, END)
                .service(back, "-o smtpd_authorized_xforward_hosts=127.0.0.0/8", SENDER);
        only(without.examine(), Severity.HINT, "content filter");
    }

    @Test
    void aSubmissionServiceThatSkipsTheContentFilterIsStillForUsers() {
        List<Finding> findings = MailServer.in(directory)
                .service("127.0.0.1:587 inet n - n - - smtpd", "-o content_filter=", "-o smtpd_sasl_auth_enable=yes")
                .examine();
        only(findings, Severity.ERROR, "does not ask Odklep");
    }

    @Test
    void anotherPolicyServerIsNotOdklep() {
        Finding finding = only(
                MailServer.in(directory)
                        .submission("-o { smtpd_sender_restrictions = check_policy_service inet:127.0.0.1:10023 }")
                        .examine(),
                Severity.ERROR,
                "does not ask Odklep");
        assertThat(finding.why()).contains("inet:127.0.0.1:10023 in smtpd_sender_restrictions");
        assertThat(finding.remedy())
                .contains("smtpd_sender_restrictions=odklep_outbound,check_policy_service,inet:127.0.0.1:10023\n");
    }

    @Test
    void bothPlacesMustAskTheSameServer() {
        MailServer server = sender("check_policy_service { inet:127.0.0.1:10041, timeout=3s, default_action=DUNNO }");
        Gate two = new Gate(
                List.of(
                        PolicyEndpoint.USUAL,
                        PolicyEndpoint.parse("inet:*:10041").orElseThrow()),
                0);
        only(
                trouble(server.examine(two)),
                Severity.ERROR,
                "asks inet:127.0.0.1:10041 in smtpd_sender_restrictions but");
    }

    @Test
    void whenOdklepsAddressIsNotGivenItIsGuessedAndTheGuessIsSaid() {
        List<Finding> findings = MailServer.in(directory)
                .main("smtpd_restriction_classes = odk\n"
                        + "odk = check_policy_service { unix:private/gate, timeout=3s, default_action=DUNNO }")
                .submission(
                        "-o { smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:10023, permit }",
                        SENDER,
                        END)
                .examine(Gate.UNKNOWN);
        only(findings, Severity.WARNING, "took unix:/var/spool/postfix/private/gate for Odklep");
    }

    @Test
    void aPolicyServerThatIsAskedElsewhereOnlyIsNotTakenForOdklep() {
        List<Finding> findings = MailServer.in(directory)
                .submission("-o { smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:10023, permit }")
                .examine(Gate.UNKNOWN);
        only(trouble(findings), Severity.ERROR, "does not ask Odklep");
    }

    @Test
    void aBareClientWaitsLongAndStopsMailWhenOdklepIsDown() {
        MailServer server = client("inet:127.0.0.1:10040");
        List<Finding> findings = server.examine();
        only(findings, Severity.WARNING, "waits up to 201 seconds");
        Finding finding = only(findings, Severity.WARNING, "no default_action: mail stops");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
    }

    @Test
    void settingsForAllPolicyClientsCountToo() {
        MailServer server = client("inet:127.0.0.1:10040")
                .main("smtpd_policy_service_timeout = 3s\nsmtpd_policy_service_default_action = DUNNO");
        assertThat(trouble(server.examine())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default_action=DEFER                          | HINT    | mail stops while Odklep is down",
                "{ default_action = 451 4.3.5 Try later, ok }  | HINT    | mail stops while Odklep is down",
                "default_action=REJECT                         | WARNING | refused for good",
                "{ default_action = 554 5.7.1 No }             | WARNING | refused for good",
                "default_action=OK                             | WARNING | are skipped",
                "default_action=DUNNO, try_limit=1             | WARNING | gives up after one try",
                "default_action=DUNNO, timeout=1m              | WARNING | waits up to 121 seconds",
                "default_action=DUNNO, try_limit=4             | WARNING | waits up to 15 seconds",
            })
    void whatHappensWithoutOdklepIsSaid(String setting, Severity severity, String what) {
        MailServer server = client(
                "{ inet:127.0.0.1:10040, " + (setting.contains("timeout") ? "" : "timeout=3s, ") + setting + " }");
        Finding finding = only(server.examine(), severity, what);
        if (finding.isTrouble()) {
            assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
        }
    }

    @Test
    void withoutDelayedRejectOdklepIsAskedTooEarly() {
        MailServer server = server().submission(SENDER, END, "-o smtpd_delay_reject=no");
        Finding finding = only(trouble(server.examine()), Severity.WARNING, "asked at MAIL FROM");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
        Finding connect = only(
                server().main("smtpd_delay_reject = no")
                        .submission("-o smtpd_client_restrictions=odk", END)
                        .examine(),
                Severity.ERROR,
                "smtpd_client_restrictions instead");
        assertThat(connect.why()).contains("before anyone has signed in");
    }

    @Test
    void askingInAThirdListIsNotNeeded() {
        List<Finding> findings = server().submission(SENDER, END, "-o smtpd_data_restrictions=odk")
                .examine();
        only(findings, Severity.HINT, "in smtpd_data_restrictions too");
        assertThat(trouble(findings)).isEmpty();
    }

    @Test
    void softBounceMakesRefusalsTemporary() {
        MailServer server = server().main("soft_bounce = yes").submission(SENDER, END);
        Finding finding = only(trouble(server.examine()), Severity.WARNING, "soft_bounce");
        assertThat(trouble(server.apply(finding.remedy()).examine())).isEmpty();
    }

    @Test
    void aRecipientLimitBelowThePolicysIsAHint() {
        MailServer server = server().main("smtpd_recipient_limit = 499").submission(SENDER, END);
        only(server.examine(new Gate(List.of(PolicyEndpoint.USUAL), 500)), Severity.HINT, "= 499 is below");
        assertThat(server.examine(new Gate(List.of(PolicyEndpoint.USUAL), 499)))
                .noneMatch(finding -> finding.what().contains("smtpd_recipient_limit"));
    }

    @Test
    void aClassThatIsNotListedIsNoRestriction() {
        Finding finding = only(
                MailServer.in(directory)
                        .main(
                                "odk = check_policy_service inet:127.0.0.1:10040\nsmtpd_restriction_classes = other\nother = permit")
                        .submission(SENDER, END)
                        .examine(),
                Severity.ERROR,
                "\"odk\" in smtpd_sender_restrictions is neither");
        assertThat(finding.why()).contains("451 4.3.5 Server configuration error");
        assertThat(finding.remedy()).contains("\tsmtpd_restriction_classes = other, odk\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Odk, permit                     | 'Odk' in smtpd_sender_restrictions is neither",
                "odk, check_sender_access        | 'check_sender_access' at the end",
                "odk, check_policy_service       | 'check_policy_service' at the end",
                "odk, timeout=3s                 | 'timeout=3s' in smtpd_sender_restrictions is neither",
                "check_policy_service { inet:127.0.0.1:10040, timeout = 3s } | cannot be used",
                "check_policy_service tcp:127.0.0.1:10040                    | cannot be used",
            })
    void whatStopsAllMailIsAnError(String list, String what) {
        only(sender(list).examine(), Severity.ERROR, what.replace('\'', '"'));
    }

    @Test
    void aTableAloneAtTheEndOfDataIsAnError() {
        only(
                server().submission(SENDER, "-o smtpd_end_of_data_restrictions=odk,hash:/x")
                        .examine(),
                Severity.ERROR,
                "without a command in front");
    }

    @Test
    void aListedClassWithoutDefinitionIsAnError() {
        only(
                server().submission(SENDER, END, "-o smtpd_restriction_classes=odk,gone")
                        .examine(),
                Severity.ERROR,
                "\"gone\" is listed but has no definition");
    }

    @Test
    void aClassThatContainsItselfIsAnError() {
        only(
                server().submission(
                                SENDER,
                                END,
                                "-o smtpd_restriction_classes=odk,a,b",
                                "-o a=b",
                                "-o b=a",
                                "-o smtpd_helo_restrictions=a")
                        .examine(),
                Severity.ERROR,
                "the restriction class \"a\" contains itself");
    }

    @Test
    void aSpaceWithinAnOptionIsAnError() {
        only(
                server().submission("-o smtpd_sender_restrictions=odk, permit", END)
                        .examine(),
                Severity.ERROR,
                "no option: permit");
    }

    @ParameterizedTest
    @CsvSource({
        "y, unix:private/odklep,              unix:/var/spool/postfix/private/odklep, ''",
        "n, unix:/run/odklep/gate,            unix:/run/odklep/gate,                  ''",
        "y, unix:/run/odklep/gate,            unix:/var/spool/postfix/run/odklep/gate, ''",
        "y, unix:/run/odklep/gate,            unix:/run/odklep/gate,                  ERROR",
        "y, unix:/run/odklep/gate,            '',                                     WARNING",
        "-, unix:/run/odklep/gate,            '',                                     ''",
    })
    void aSocketIsLookedForWithinTheChroot(String chroot, String asked, String listens, String severity) {
        Gate gate = PolicyEndpoint.parse(listens)
                .map(endpoint -> new Gate(List.of(endpoint), 0))
                .orElse(Gate.UNKNOWN);
        List<Finding> findings = MailServer.in(directory)
                .main("smtpd_restriction_classes = odk\nodk = check_policy_service { " + asked
                        + ", timeout=3s, default_action=DUNNO }")
                .service(
                        "submission inet n - " + chroot + " - - smtpd",
                        "-o smtpd_sasl_auth_enable=yes",
                        "-o smtpd_relay_restrictions=permit_sasl_authenticated,reject",
                        SENDER,
                        END)
                .examine(gate);
        if (severity.isEmpty()) {
            assertThat(trouble(findings)).isEmpty();
        } else {
            only(
                    trouble(findings),
                    Severity.valueOf(severity),
                    "runs in a chroot and takes unix:/run/odklep/gate for"
                            + " unix:/var/spool/postfix/run/odklep/gate");
        }
    }

    @Test
    void whatIsTrueOfSeveralServicesIsSaidOnce() {
        String[] options = {"-o smtpd_sasl_auth_enable=yes", SENDER, END};
        List<Finding> findings = server().main("soft_bounce = yes")
                .service("submission inet n - n - - smtpd", options)
                .service("submissions inet n - n - - smtpd", options)
                .examine();
        assertThat(only(findings, Severity.WARNING, "soft_bounce").service())
                .isEqualTo("submission/inet, submissions/inet");
    }

    @Test
    void theWorstComesFirst() {
        List<Finding> findings =
                server().main("soft_bounce = yes").submission(SENDER).examine();
        assertThat(findings).extracting(Finding::severity).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void otherWaysInAreHints() {
        MailServer server = server().submission(SENDER, END)
                .service("pickup unix n - n 60 1 pickup")
                .service("628 inet n - n - - qmqpd");
        List<Finding> findings = server.examine();
        only(findings, Severity.HINT, "sendmail(1)");
        only(findings, Severity.HINT, "qmqpd");
        assertThat(DoctorReport.of(findings).isFine()).isTrue();
        assertThat(server.main("authorized_submit_users = root").examine())
                .noneMatch(finding -> finding.what().contains("sendmail(1)"));
    }

    @Test
    void whatPostconfWouldRefuseIsAnErrorInAPipedText() {
        List<Finding> findings = examineText("-o smtpd_sender_restrictions=odk,$smtpd_sender_restrictions", "");
        only(findings, Severity.ERROR, "smtpd_sender_restrictions has no value: a parameter refers to itself");
    }

    @Test
    void linesThatWereNotUnderstoodAreAWarning() {
        only(examineText(SENDER, "what is this"), Severity.WARNING, "neither parameters nor services: what is this");
    }

    @Test
    void aListThatIsTooLongIsAnError() {
        String list = "-o {smtpd_sender_restrictions=" + "sleep 1,".repeat(RestrictionWalk.MAX_WORDS) + "odk}";
        only(examineText(list, ""), Severity.ERROR, "is too long to be read");
    }

    private static List<Finding> examineText(String option, String line) {
        String text = """
                smtpd_restriction_classes = odk
                odk = check_policy_service { inet:127.0.0.1:10040, timeout=3s, default_action=DUNNO }
                submission inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes %s %s
                %s
                """.formatted(END, option, line);
        return switch (PostfixSettings.read(text)) {
            case PostfixSettings settings -> PostfixDoctor.examine(settings, MailServer.GATE);
            case PostconfReading.Unreadable unreadable -> throw new AssertionError(unreadable.problem());
        };
    }
}
