package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.kernel.Secret;
import org.odklep.lock.Locks;
import org.odklep.testing.Chromium;
import org.odklep.user.User;
import org.odklep.web.admin.words.Language;

/** What a help desk does in the list of users, in a real browser: in both languages, with and without scripts. */
class UsersInBrowserIT {
    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private User ana;
    private User bor;

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        ana = samples.user("ana@example.si", "Ana Novak");
        bor = samples.user("bor@example.si", "Bor Kos");
        samples.user("cene@example.si", "Cene Hren");
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
        assertThat(complaints)
                .filteredOn(complaint -> !complaint.contains("the server responded with a status of 422"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void aPasswordIsResetByTheKeyOfTheRow(String language, boolean scripts) {
        Page page = open(language, scripts);
        page.locator("a[href='/users/" + ana.id() + "/password']").press("Enter");
        page.locator("#how-own").press("Space");
        page.locator("#own").fill("kratko");
        submit(page);
        assertThat(page.locator("#reset-problem")).isVisible();
        page.locator("#how-automatic").press("ArrowUp");
        page.locator("#how-automatic").check();
        submit(page);
        assertIsPasswordOf(ana, page.locator("#made").textContent());
        assertThat(page.locator("[data-print]").isVisible()).isEqualTo(scripts);
        page.locator(".not-done a.btn-primary").press("Enter");
        assertThat(page).hasURL(server.url() + "/users/" + ana.id());
        assertThat(page.locator("#made")).hasCount(0);
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void aUserIsAddedEditedAndDeleted(String language, boolean scripts) {
        Page page = open(language, scripts);
        page.locator("a[href='/users/new']").press("Enter");
        page.locator("#user-name").fill("dora");
        submit(page);
        page.locator("#user-displayName-problem").waitFor();
        page.locator("#user-name").fill("dora@example.si");
        page.locator("#user-displayName").fill("Dora Zima");
        submit(page);
        page.locator("#made").waitFor();
        page.locator(".not-done a.btn-primary").press("Enter");
        page.locator("a[href$='/edit']").press("Enter");
        page.locator("#user-groups").fill("uprava");
        submit(page);
        assertThat(page.locator("[role=status]").first()).isVisible();
        page.locator("a[href$='/delete']").press("Enter");
        page.locator("#delete-reason").fill("Odšla.");
        page.locator("#content .btn-danger, #panel-body .btn-danger").last().press("Enter");
        assertThat(page).hasURL(server.url() + "/users");
        assertThat(page.locator("table.users")).not().containsText("Dora Zima");
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, false"})
    void aTableIsImportedAfterADryRun(String language, boolean scripts) {
        Page page = open(language, scripts);
        page.locator("a[href='/users/import']").press("Enter");
        FilePayload table = new FilePayload(
                "users.csv", "text/csv", "userPrincipalName\nena@example.si\n".getBytes(StandardCharsets.UTF_8));
        page.locator("#import-file").setInputFiles(table);
        page.locator("form[enctype] button").press("Enter");
        page.locator("[aria-labelledby=checked] button").press("Enter");
        assertThat(page.locator("table.users")).containsText("ena@example.si");
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void severalAreResetCopiedAndPrinted(String language, boolean scripts) {
        Page page = open(language, scripts);
        choose(page, ana, bor);
        page.locator(".selected-tools > button").press("Enter");
        page.locator("#how-automatic").waitFor();
        server.advance(Duration.ofSeconds(1));
        submit(page);
        assertThat(page.locator(".slip")).hasCount(2);
        assertIsPasswordOf(ana, page.locator("#made").textContent());
        assertIsPasswordOf(bor, page.locator("#made-2").textContent());
        assertOnlySlipsArePrinted(page);
        if (scripts) {
            page.evaluate("window.print = () => { window.printed = true; }");
            page.locator("[data-print]").press("Enter");
            assertThat(page.evaluate("window.printed")).isEqualTo(true);
            page.locator(".slip [data-copy]").first().press("Enter");
            assertThat(page.locator(".slip [data-copy]").first())
                    .hasText(language.equals("sl") ? "Kopirano" : "Copied");
            page.locator(".slip-tools [data-copy]").press("Enter");
        } else {
            String before = page.locator("#made").textContent();
            page.reload();
            assertThat(page.locator(".slip")).hasCount(0);
            assertIsPasswordOf(ana, before);
        }
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void severalAreBlockedAndAllowedAgain(String language, boolean scripts) {
        Page page = open(language, scripts);
        edit(page, "#enabled-false", "Na dopustu.");
        assertThat(server.stored(ana).isEnabled()).isFalse();
        assertThat(server.stored(bor).isEnabled()).isFalse();
        page.locator("#content a.btn-primary, #panel-body a.btn-primary").press("Enter");
        assertThat(page.locator(".badge-blocked")).hasCount(2);
        edit(page, "#enabled-true", "Spet tu.");
        assertThat(server.stored(ana).isEnabled()).isTrue();
        assertThat(server.stored(bor).isEnabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void severalAreSignedOut(String language, boolean scripts) {
        Page page = open(language, scripts);
        choose(page, ana, bor);
        more(page, "/users/sign-out");
        submit(page);
        assertThat(page.locator(".outcomes li")).hasCount(2);
        assertThat(server.stored(bor).times().sessionsValidFrom()).isAfter(server.now());
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void severalAreReleased(String language, boolean scripts) {
        samples.hijacked("ana@example.si");
        samples.hijacked("bor@example.si");
        Page page = open(language, scripts);
        page.locator(".tabs a[href*=restricted]").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.locator("input[data-everyone]").press("Space");
        more(page, "/users/release");
        page.locator("#release-reason").fill("Poklicana.");
        submit(page);
        assertThat(page.locator(".outcomes li")).hasCount(2);
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
        page.locator("#content a.btn-primary, #panel-body a.btn-primary").press("Enter");
        assertThat(page.locator("section.empty")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "en, false", "sl, false"})
    void whatIsSearchedAndSortedIsExported(String language, boolean scripts) throws IOException {
        Page page = open(language, scripts);
        page.locator("#search").fill("o");
        page.locator("#search").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(0);
        page.locator("#search").fill("example");
        page.locator("#search").press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(3);
        page.locator("thead a").nth(1).press("Enter");
        assertThat(page.locator("th[aria-sort=ascending]")).hasCount(1);
        page.locator("thead a").nth(1).press("Enter");
        assertThat(page.locator("th[aria-sort=descending]")).hasCount(1);
        Download download =
                page.waitForDownload(() -> page.locator("a[download]").click());
        assertThat(download.suggestedFilename()).isEqualTo("users.csv");
        assertThat(Files.readAllLines(download.path()))
                .extracting(line -> line.split(",", 2)[0])
                .containsExactly("\ufeffuserPrincipalName", "cene@example.si", "bor@example.si", "ana@example.si");
    }

    private void edit(Page page, String choice, String reason) {
        choose(page, ana, bor);
        more(page, "/users/sign-in");
        page.locator(choice).check();
        page.locator("#sign-in-reason").fill(reason);
        submit(page);
        assertThat(page.locator(".outcomes li")).hasCount(2);
    }

    private static void choose(Page page, User... users) {
        for (User user : users) {
            page.locator("#pick-" + user.id()).press("Space");
        }
    }

    private static void more(Page page, String action) {
        page.locator(".more-actions > summary").press("Enter");
        page.locator(".more-actions button[formaction='" + action + "']").press("Enter");
        page.locator("main.panel form, #panel-body form").waitFor();
    }

    private static void submit(Page page) {
        page.locator("main.panel form button:not([type=button]), #panel-body form button:not([type=button])")
                .last()
                .press("Enter");
    }

    private void assertIsPasswordOf(User user, String password) {
        assertThat(server.part(Passwords.class)
                        .verify(
                                Secret.of(password),
                                server.stored(user).password().hash(),
                                Passwords.Caller.WITHIN))
                .contains(true);
    }

    private static void assertOnlySlipsArePrinted(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".slip").first()).isVisible();
        for (Locator other : List.of(page.locator(".top"), page.locator(".places"), page.locator(".slip-tools"))) {
            assertThat(other).isHidden();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }

    private Page open(String language, boolean scripts) {
        assertThat(Language.ALL).extracting(each -> each.getLanguage()).contains(language);
        Chromium.Reader reader = Chromium.Reader.at(1280).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
        page.navigate(server.url() + "/users");
        return page;
    }
}
