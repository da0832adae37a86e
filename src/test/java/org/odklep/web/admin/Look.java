package org.odklep.web.admin;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.odklep.testing.Chromium;

/** A window of the browser whose pages are looked at: on a desk and on a phone, in the light and in the dark. */
final class Look {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final int MAX_REQUESTS = 15;
    private static final long MAX_BYTES = 200_000;
    private static final List<View> VIEWS = List.of(
            new View("desk-light", DESK, ColorScheme.LIGHT),
            new View("desk-dark", DESK, ColorScheme.DARK),
            new View("phone-light", PHONE, ColorScheme.LIGHT),
            new View("phone-dark", PHONE, ColorScheme.DARK));

    /** Who looks. The rules are costly, and colours hang on the theme only: one width for each theme is enough. */
    private record View(String name, int width, ColorScheme theme) {
        boolean isJudgedByRules() {
            return width > PHONE == (theme == ColorScheme.LIGHT);
        }
    }

    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Request> loaded = new ArrayList<>();

    /** @param language that the browser prefers */
    Look(Chromium chromium, String language) {
        page = chromium.open(Chromium.Reader.at(DESK).speaking(language), complaints);
        // A browser that routes requests keeps none of the answers, so each page shows its whole weight.
        page.route("**/*", Route::resume);
        page.onRequest(this::count);
        page.onRequestFinished(loaded::add);
    }

    Page page() {
        return page;
    }

    /** Takes the pictures of the page that is open, and says everything that is wrong with it. */
    void judge(String name) {
        SoftAssertions wrong = new SoftAssertions();
        for (View view : VIEWS) {
            page.setViewportSize(view.width(), 900);
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(view.theme()).setReducedMotion(ReducedMotion.REDUCE));
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(name + "-" + view.name() + ".png")));
            wrong.assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                    .as("%s, too wide by", view.name())
                    .isEqualTo(0);
            if (view.isJudgedByRules()) {
                judgeByRules(view, wrong);
            }
        }
        judgeTraffic(wrong);
        wrong.assertThat(page.locator("html").getAttribute("lang"))
                .isEqualTo(page.evaluate("navigator.language.slice(0, 2)"));
        wrong.assertThat(page.content()).doesNotContain("??");
        wrong.assertThat(complaints)
                .filteredOn(complaint -> !complaint.contains("the server responded with a status of"))
                .isEmpty();
        complaints.clear();
        wrong.assertAll();
    }

    private void judgeByRules(View view, SoftAssertions wrong) {
        wrong.assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
                .as("axe, %s", view.name())
                .extracting(Look::violation)
                .isEmpty();
    }

    private void judgeTraffic(SoftAssertions wrong) {
        String own = page.url().replaceAll("^(http://(?:127\\.0\\.0\\.1|localhost):\\d+/).*", "$1");
        wrong.assertThat(requests)
                .extracting(Request::url)
                .hasSizeBetween(2, MAX_REQUESTS)
                .allMatch(url -> url.startsWith(own));
        wrong.assertThat(loaded)
                .filteredOn(request -> !request.isNavigationRequest())
                .allSatisfy(request -> wrong.assertThat(request.response().status())
                        .as(request.url())
                        .isEqualTo(200));
        long bytes = loaded.stream()
                .map(Request::sizes)
                .mapToLong(sizes -> sizes.responseBodySize + sizes.responseHeadersSize)
                .sum();
        wrong.assertThat(bytes).as("bytes").isBetween(1L, MAX_BYTES);
    }

    /** What a page loads begins with the request for the page itself. */
    private void count(Request request) {
        if (request.isNavigationRequest()) {
            requests.clear();
            loaded.clear();
        }
        requests.add(request);
    }

    private static String violation(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes();
    }
}
