package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Role;
import org.odklep.lock.Locks;
import org.odklep.testing.Chromium;

/** The guide in a real browser: from the home page to an unlocked sender in three steps, with scripts and without. */
class GuideInBrowserIT {
    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();

    @BeforeEach
    void fill() {
        server.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        samples.user("ana.novak@example.si", "Ana Novak");
        samples.user("anton.hribar@example.si", "Anton Hribar");
    }

    @AfterEach
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "sl"})
    void aSenderIsUnlockedWithThreeClicks(String language) {
        samples.hijacked("ana.novak@example.si");
        Page page = signIn(Chromium.Reader.at(1280).speaking(language));
        page.locator("#account").pressSequentially("novak");
        page.locator(".choices a").click();
        page.locator("#step").click();
        page.locator("#release-reason").fill("Called Ana.");
        page.locator("form[action$='/release'] button").click();
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theSameGoesByKeyboardWithoutScripts() {
        samples.hijacked("ana.novak@example.si");
        Page page = signIn(Chromium.Reader.at(390).withoutScripts());
        page.locator("#account").fill("an");
        page.locator("#account").press("Enter");
        assertThat(page.locator(".choices a")).hasCount(2);
        page.locator(".choices a").first().press("Enter");
        page.locator("#step").press("Enter");
        page.locator("#release-reason").fill("Called Ana.");
        page.locator("form[action$='/release'] button").press("Enter");
        assertThat(page.locator(".toast-like")).isVisible();
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
    }

    @Test
    void anOpenHomePageFollowsRestrictions() {
        Page page = signIn(Chromium.Reader.at(1280));
        assertThat(page.locator("canvas")).hasCount(2);
        page.locator("#account").fill("an");
        assertThat(page.locator(".choices a")).hasCount(2);
        samples.hijacked("cene.hren@example.si");
        assertThat(page.locator("[data-card=restricted]")).containsText("cene.hren@example.si");
        assertThat(page.locator(".choices a")).hasCount(2);
        assertThat(page.locator("canvas")).hasCount(2);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSupportCaseIsDownloaded(boolean scripts) throws IOException {
        Chromium.Reader reader = Chromium.Reader.at(1280);
        Page page = signIn(scripts ? reader : reader.withoutScripts());
        page.navigate(server.url() + "/guide?account=anton.hribar@example.si");
        Download html =
                page.waitForDownload(() -> page.locator("button[value=html]").press("Enter"));
        Download json =
                page.waitForDownload(() -> page.locator("button[value=json]").press("Enter"));
        assertThat(html.suggestedFilename()).isEqualTo("odklep-anton.hribar-example.si.html");
        assertThat(Files.readString(html.path())).contains("anton.hribar@example.si");
        assertThat(Files.readString(json.path())).contains("\"account\" : \"anton.hribar@example.si\"");
    }

    private Page signIn(Chromium.Reader reader) {
        Page page = chromium.open(reader, complaints);
        page.navigate(server.url() + "/sign-in");
        page.locator("#name").fill("vera");
        page.locator("#password").fill(RunningServer.PASSWORD.reveal());
        page.locator("main form button").press("Enter");
        page.waitForURL(server.url() + "/");
        return page;
    }
}
