package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.testing.Chromium;

/** From an attempt in the sign-in log to the block list, and from there to the entry of the audit log. */
class LogsInBrowserIT {
    /** Of a row on a phone, in pixels. */
    private static final double FEW_LINES = 200;

    private final RunningServer server = RunningServer.start();
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        server.part(SignInLog.class)
                .write(List.of(new SignInRecord(
                        "A",
                        server.now(),
                        AccountName.of("mina@example.si"),
                        new ClientAddress("203.0.113.77"),
                        ClientKind.IMAP,
                        false,
                        SignInCode.WRONG_PASSWORD)));
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, true, Block this address, sign-ins put on the block list",
        "sl, true, Blokiraj ta naslov, vpis",
        "en, false, Block this address, sign-ins put on the block list"
    })
    void anAddressIsBlockedFromTheLogAndStandsInTheAuditLog(
            String language, boolean scripts, String block, String done) {
        Chromium.Reader reader = Chromium.Reader.at(390).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
        page.navigate(server.url() + "/security/sign-ins");
        page.locator("#account").fill("min");
        page.locator("input[name=place]").check();
        page.locator("#account").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.locator("tbody a.sub", new Page.LocatorOptions().setHasText(block)).press("Enter");
        assertThat(page.locator("#network")).hasValue("203.0.113.77");
        page.locator("#list-reason").fill("An attack.");
        page.locator("main.panel form button, #panel form button").last().press("Enter");
        assertThat(page).hasURL(server.url() + "/policies/sign-in-protection");
        assertThat(server.part(SignInLists.class).entries(SignInListEntry.Kind.BLOCK, server.now()))
                .hasSize(1);
        page.navigate(server.url() + "/audit");
        page.locator("#action").selectOption("signInBlock.add");
        page.locator("#actor").fill("vera");
        page.locator("#actor").press("Enter");
        assertThat(page.locator("table.audit tbody tr")).hasCount(1);
        assertThat(page.locator("table.audit tbody tr")).containsText(done);
        assertThat(page.locator("table.audit tbody tr").boundingBox().height).isLessThan(FEW_LINES);
        assertThat(complaints).isEmpty();
    }
}
