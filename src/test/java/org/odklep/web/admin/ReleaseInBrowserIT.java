package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.testing.Chromium;
import org.odklep.web.admin.words.Language;

/** From a new server to a released account, in a real browser, in both languages, with scripts and without. */
class ReleaseInBrowserIT {
    private static final String HIJACKED = "ana.novak@example.si";

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private SendingRestriction restriction;

    @BeforeEach
    void restrict() {
        restriction = samples.hijacked(HIJACKED);
        samples.byOperator("bojan.kos@example.si", "Reported by a customer");
        samples.byOperator("cene.hren@example.si", "Reported by a customer");
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, true", "en-GB, false", "sl-SI, true", "sl-SI, false"})
    void anAdministratorIsMadeAndReleasesAnAccount(String language, boolean scripts) {
        Chromium.Reader reader = Chromium.Reader.at(1280).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        ResourceBundle words = ResourceBundle.getBundle(
                "messages",
                Language.named(language).orElseThrow(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

        setUpAndSignIn(page, words);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(words.getString("nav.restricted"));
        Locator rows = page.locator("tbody tr");
        assertThat(rows).hasCount(3);

        sortByAccount(page, words);
        assertThat(rows.first()).containsText(HIJACKED);
        sortByAccount(page, words);
        assertThat(rows.first()).containsText("cene.hren@example.si");

        search(page, words, "novak");
        assertThat(rows).hasCount(1);
        assertThat(rows.first()).containsText("501");

        activate(page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(HIJACKED).setExact(true)));
        assertThat(page.locator("main")).containsText(restriction.id());
        assertThat(page.locator(".why")).containsText("501");
        activate(page.locator("section[aria-labelledby=release] a"));
        assertThat(page.locator("#precaution-password")).isVisible();
        page.getByLabel(words.getString("release.reason")).fill("Poklicana; geslo zamenjano.");
        activate(button(page, words, "release.submit"));

        String released = words.getString("release.done").replace("{0}", HIJACKED);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(released.substring(0, released.indexOf("{1")));
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("[0-9]+[.,][0-9] ms[,.] "));
        assertThat(page.locator("main")).containsText("Poklicana; geslo zamenjano.");
        assertThat(server.part(Locks.class).stopsSending(restriction.account(), server.now()))
                .isEmpty();

        activate(page.locator(".account-menu > summary"));
        activate(button(page, words, "frame.signOut"));
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(words.getString("signIn.signedOut"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void whoTypesASearchSeesWhatIsFoundWithoutPressingAnything() {
        ResourceBundle words = ResourceBundle.getBundle("messages", Language.ENGLISH);
        Page page = chromium.open(Chromium.Reader.at(1280), complaints);
        setUpAndSignIn(page, words);

        page.getByRole(AriaRole.SEARCHBOX).pressSequentially("kos@");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*search=kos%40.*"));
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
        page.getByRole(AriaRole.SEARCHBOX).fill("nobody");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Nothing found for “nobody”")))
                .isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theKeyboardIsEnough() {
        ResourceBundle words = ResourceBundle.getBundle("messages", Language.ENGLISH);
        Page page = chromium.open(Chromium.Reader.at(1280), complaints);
        setUpAndSignIn(page, words);

        page.keyboard().press("Tab");
        assertThat(page.getByText(words.getString("frame.skip"))).isFocused();
        page.keyboard().press("Enter");
        tabTo(page, page.getByRole(AriaRole.SEARCHBOX));
        page.keyboard().type("novak");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        tabTo(
                page,
                page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(HIJACKED).setExact(true)));
        page.keyboard().press("Enter");
        tabTo(page, page.locator("section[aria-labelledby=release] a"));
        page.keyboard().press("Enter");
        tabTo(page, page.getByLabel(words.getString("release.reason")));
        page.keyboard().type("Called her");
        page.keyboard().press("Tab");
        assertThat(button(page, words, "release.submit")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("can send again");
    }

    @Test
    void theLanguageOfTheMenuOutranksTheBrowsers() {
        ResourceBundle words = ResourceBundle.getBundle("messages", Language.ENGLISH);
        Page page = chromium.open(Chromium.Reader.at(390), complaints);
        setUpAndSignIn(page, words);
        page.locator(".account-menu > summary").click();
        page.locator(".account-menu a[hreflang=sl]").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Omejeni računi");
        page.locator(".menu-switch > summary").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Revizijska sled"))
                .click();
        assertThat(page.locator("html")).hasAttribute("lang", "sl");
        assertThat(page).hasURL(server.url() + "/audit");
    }

    private void setUpAndSignIn(Page page, ResourceBundle words) {
        String password = RunningServer.PASSWORD.reveal();
        page.navigate(server.url());
        page.getByLabel(words.getString("setUp.code")).fill(server.setUpCode());
        page.getByLabel(words.getString("signIn.name"), new Page.GetByLabelOptions().setExact(true))
                .fill("vera");
        page.getByLabel(words.getString("signIn.password"), new Page.GetByLabelOptions().setExact(true))
                .fill(password);
        page.getByLabel(words.getString("setUp.repeated")).fill(password);
        page.getByLabel(words.getString("organisation.field.name")).fill("Example");
        activate(button(page, words, "setUp.submit"));
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(words.getString("signIn.created"));
        page.getByLabel(words.getString("signIn.name")).fill("vera");
        page.getByLabel(words.getString("signIn.password")).fill(password);
        activate(button(page, words, "signIn.submit"));
        page.waitForURL(server.url() + "/settings/gates/connect");
        page.navigate(server.url() + "/security/restricted-entities");
    }

    private static void sortByAccount(Page page, ResourceBundle words) {
        activate(page.locator("thead")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(words.getString("column.account"))));
    }

    private static void search(Page page, ResourceBundle words, String text) {
        page.getByRole(AriaRole.SEARCHBOX).fill(text);
        activate(button(page, words, "list.searchSubmit"));
    }

    private static Locator button(Page page, ResourceBundle words, String key) {
        return page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(words.getString(key)).setExact(true));
    }

    /** Not a click: without scripts Chromium may never tell that an element has come to rest. */
    private static void activate(Locator target) {
        target.press("Enter");
    }

    private static void tabTo(Page page, Locator target) {
        for (int i = 0; i < 40; i++) {
            if (Boolean.TRUE.equals(target.evaluate("element => element === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        assertThat(target).isFocused();
    }
}
