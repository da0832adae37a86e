package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SentCount;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignIns;

/** What the home page says needs attention, and when it stops to say so. */
class HomePagesTest {
    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private Visit vera;
    private int failures;

    @BeforeEach
    void signIn() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        vera = Visit.signedIn(server, "vera");
    }

    @AfterEach
    void stop() {
        vera.close();
        server.close();
    }

    @Test
    void aRestrictedAccountStandsThereUntilItIsReleasedAndThenAmongTheReleases() {
        assertThat(card("restricted")).contains("0 accounts").doesNotContain("ana@example.si");
        SendingRestriction ana = samples.hijacked("ana@example.si");
        samples.hijacked("bor@example.si");
        samples.allow("bor@example.si", "Election day", Optional.empty());

        assertThat(card("restricted"))
                .contains("1 account<", "ana@example.si", "/security/restricted-entities/" + ana.id())
                .doesNotContain("bor@example.si");
        assertThat(releases()).contains("No restriction has ended yet.");
        samples.release(ana, "Called Ana.");
        assertThat(card("restricted")).contains("0 accounts");
        assertThat(releases()).contains("ana@example.si", "unblocked by vera", "Called Ana.");
    }

    @Test
    void aLockedOutAccountStandsThereWhileTheLockoutHolds() {
        samples.lockedOut("eva@example.si", "Eva");
        assertThat(card("locked")).contains("1 lockout<", "/guide?account=eva%40example.si");
        server.part(SignIns.class)
                .unlock(AccountName.of("eva@example.si"), Reason.of("Called."), Samples.OPERATOR, server.now());
        assertThat(card("locked")).contains("0 lockouts").doesNotContain("eva@example.si");
    }

    @Test
    void anAttackStandsThereForAnHour() {
        IntStream.range(0, 20).forEach(i -> failed("user" + i + "@example.si", "198.51.100." + i));
        IntStream.range(0, 25).forEach(i -> failed("zal@example.si", "203.0." + i + ".9"));
        assertThat(card("attacks"))
                .contains(
                        "2 attacks",
                        "Network 198.51.100.0/24",
                        "20 failed attempts on 20 accounts",
                        "25 failed attempts from 25 networks",
                        "/security/sign-ins?outcome=failure&amp;account=zal%40example.si");
        server.advance(Duration.ofMinutes(61));
        vera = Visit.signedIn(server, "vera");
        assertThat(card("attacks")).contains("0 attacks");
    }

    @Test
    void gatesThatNobodyAskedStandThere() {
        assertThat(card("gates"))
                .contains("Waits for the first request", "href=\"/settings/gates/connect\">Connect your mail server<");
    }

    @Test
    void chartsShowADayByTheHourAndAMonthByTheDay() {
        for (int i = 0; i < 3; i++) {
            failed("user" + i + "@example.si", "198.51.100.1");
        }
        SendLedger.Count count = new SendLedger.Count(
                AccountName.of("ana@example.si"),
                server.now().minus(Duration.ofDays(20)),
                new SentCount(7, 2, 1234, 0));
        server.part(SendLedger.class)
                .write(new SendLedger.Batch(0, List.of(count), List.of(), Map.of(), Map.of(), List.of()));

        assertThat(vera.get("/").body())
                .contains("data-chart=", "Signed in", "<td class=\"number\">3</td>")
                .doesNotContain("<td class=\"number\">1,236</td>");
        assertThat(vera.get("/?range=month").body())
                .contains(
                        "<td class=\"number\">7</td><td class=\"number\">1,236</td>", "aria-current=\"true\">30 days<")
                .contains("<td class=\"number\">3</td>");
        assertThat(vera.get("/?range=" + "x".repeat(2000)).statusCode()).isEqualTo(200);
    }

    @Test
    void sloveneHasItsDual() {
        samples.hijacked("ana@example.si");
        samples.hijacked("bor@example.si");
        assertThat(vera.preferring("sl").get("/").body())
                .contains("Kaj zahteva pozornost", "2 računa", "Nekdo se ne more prijaviti ali pošiljati");
    }

    @Test
    void whoMayNotReadSeesTheGuideAlone() {
        samples.hijacked("ana@example.si");
        server.user("domov@example.si", Role.DOMAIN_ADMINISTRATOR);
        assertThat(Visit.signedIn(server, "domov@example.si").get("/").body())
                .contains("Someone cannot sign in or send")
                .doesNotContain("ana@example.si", "Restrictions that ended lately", "data-live", "data-chart");
    }

    private void failed(String account, String client) {
        server.part(SignInLog.class)
                .write(List.of(new SignInRecord(
                        "ID" + ++failures,
                        server.now(),
                        AccountName.of(account),
                        new ClientAddress(client),
                        ClientKind.IMAP,
                        false,
                        SignInCode.WRONG_PASSWORD)));
    }

    private String card(String key) {
        return part("<section class=\"card\"[^>]*data-card=\"" + key + "\".*?</section>");
    }

    private String releases() {
        return part("<section class=\"below\".*?</section>");
    }

    private String part(String pattern) {
        String page = vera.get("/").body();
        Matcher part = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(part.find()).as(page).isTrue();
        return part.group();
    }
}
