package org.odklep.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.testing.Chromium;
import org.odklep.testing.OdklepServer;

/** An administrator at a real browser, doing what the help desk does. */
final class AdminBrowser implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("One-time set-up code: (\\S+)");
    private static final String PASSWORD = "correct horse battery staple";

    private final OdklepServer odklep;
    private final Chromium chromium = new Chromium();
    private final Page page = chromium.open(Chromium.Reader.at(1280));

    AdminBrowser(OdklepServer odklep) {
        this.odklep = odklep;
    }

    /** Makes the first administrator and the organisation with the code that the server printed. */
    void setUp(String name) {
        page.navigate(odklep.url());
        fill("One-time set-up code", setUpCode());
        fill("Name", name);
        fill("Password", PASSWORD);
        fill("Password again", PASSWORD);
        fill("Name of the organisation", "Example");
        press("Set up Odklep");
    }

    void signIn(String name) {
        fill("Name", name);
        fill("Password", PASSWORD);
        press("Sign in");
        assertThat(page).not().hasURL(Pattern.compile("sign-in"));
        page.navigate(odklep.url() + "/security/restricted-entities");
    }

    /** Opens the details of a restricted account from the list, which must say the given words. */
    void open(String account, String words) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(account).setExact(true))
                .click();
        assertThat(page.locator(".why")).containsText(words);
    }

    void release(String reason) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Unblock").setExact(true))
                .click();
        fill("Why may this account send again?", reason);
        press("Unblock");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("can send again");
    }

    @Override
    public void close() {
        chromium.close();
    }

    private String setUpCode() {
        Matcher code = CODE.matcher(odklep.log());
        if (!code.find()) {
            throw new IllegalStateException("no set-up code in: " + odklep.log());
        }
        return code.group(1);
    }

    private void fill(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
