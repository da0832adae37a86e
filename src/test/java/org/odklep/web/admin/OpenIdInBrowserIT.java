package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.testing.Chromium;
import org.odklep.testing.FreePorts;

/** From the sign-in page to a real provider and back, in a real browser. */
class OpenIdInBrowserIT {
    private final String home = "http://127.0.0.1:" + FreePorts.next();
    private final RealProvider provider = new RealProvider(home);
    private final RunningServer server = start(provider, home);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    private static RunningServer start(RealProvider provider, String home) {
        List<String> settings = new ArrayList<>(List.of(provider.settings(home)));
        settings.add("--server.port=" + home.replaceAll(".*:", ""));
        RunningServer server = RunningServer.start(settings.toArray(String[]::new));
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        return server;
    }

    @AfterEach
    void stop() {
        try (provider;
                server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, true", "sl, true", "sl, false"})
    void thereAndBackWithTheKeyboardAlone(String language, boolean scripts) {
        server.user("ana@example.si", Role.SECURITY_ADMINISTRATOR);
        Chromium.Reader reader = Chromium.Reader.at(390).speaking(language);
        Page page = chromium.open(scripts ? reader : reader.withoutScripts(), complaints);
        page.navigate(home + "/users?search=ana");
        page.waitForURL(home + "/sign-in?next=*");
        assertThat(page.locator("#provider")).containsText("Town Hall");
        page.locator("#provider").press("Enter");
        signInThere(page);
        page.waitForURL(home + "/users?search=ana");
        assertThat(page.locator("main")).containsText("ana@example.si");
        assertThat(page.locator("html")).hasAttribute("lang", language);
        assertThat(page.context().cookies(home))
                .extracting(cookie -> cookie.name)
                .contains("odklep")
                .doesNotContain("odklep-openid");

        signOut(page);
        page.locator("#provider").press("Enter");
        page.waitForURL(home + "/");
        assertThat(complaints).as("of our pages; the provider's are its own").noneMatch(each -> each.startsWith(home));
    }

    @Test
    void whoDoesNotConsentOrIsNoUserHereIsToldOnTheSignInPage() {
        Page unwilling = chromium.open(Chromium.Reader.at(1280).speaking("en"));
        unwilling.navigate(home + "/sign-in");
        unwilling.locator("#provider").press("Enter");
        password(unwilling);
        unwilling.locator("#cancel-consent").press("Enter");
        unwilling.waitForURL(home + "/sign-in?refused=openid.cancelled");
        assertThat(unwilling.locator("[role=alert]")).containsText("Town Hall was not completed");

        Page stranger = chromium.open(Chromium.Reader.at(1280).speaking("sl"));
        stranger.navigate(home + "/sign-in");
        stranger.locator("#provider").press("Enter");
        signInThere(stranger);
        stranger.waitForURL(home + "/sign-in?refused=openid.unknown");
        assertThat(stranger.locator("[role=alert]")).containsText("Town Hall vas pozna");
        assertThat(stranger.context().cookies(home))
                .extracting(cookie -> cookie.name)
                .doesNotContain("odklep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sl"})
    void thePagesLookRight(String language) {
        Look look = new Look(chromium, language);
        look.page().navigate(home + "/sign-in?refused=openid.unknown");
        look.judge("sign-in-provider-" + language);
    }

    /** The page that goes on by itself; a provider's redirect to it cannot be held up, so somebody else's words lead there. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "sl"})
    void thePageOnTheWayLooksRightAndHasALink(String language) {
        try (HostileProvider other = new HostileProvider();
                RunningServer there = RunningServer.start(other.settings())) {
            there.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
            there.user("ana@example.si", Role.AUDITOR);
            Look look = new Look(chromium, language);
            look.page().route("**/sign-in/openid/back?*", OpenIdInBrowserIT::stay);
            look.page().navigate(there.url() + "/sign-in");
            look.page().locator("#provider").press("Enter");
            look.page().waitForURL(other.issuer() + "/sign-in?*");
            HostileProvider.Asked asked = HostileProvider.Asked.of(look.page().url());
            String code = other.code(
                    asked, claims -> claims.claim("email", "ana@example.si").claim("email_verified", true));
            look.page().navigate(there.url() + HostileProvider.back(code, asked.get("state")));
            look.judge("sign-in-arrived-" + language);
            look.page().locator("main a").press("Enter");
            look.page().waitForURL(there.url() + "/");
        }
    }

    /** Has the browser stay on a page that goes on by itself. */
    private static void stay(Route route) {
        APIResponse answer = route.fetch();
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.remove("refresh");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
    }

    private static void signOut(Page page) {
        page.locator("summary .avatar").click();
        page.locator("form[action='/sign-out'] button").press("Enter");
        page.waitForURL(page.url().replaceAll("^(http://[^/]+).*", "$1") + "/sign-in?signedOut");
    }

    private static void signInThere(Page page) {
        password(page);
        page.locator("#email").check();
        page.locator("#profile").check();
        page.locator("#submit-consent").press("Enter");
    }

    private static void password(Page page) {
        page.locator("#username").fill(RealProvider.USER);
        page.locator("#password").fill(RealProvider.PASSWORD);
        page.locator("button").press("Enter");
    }
}
