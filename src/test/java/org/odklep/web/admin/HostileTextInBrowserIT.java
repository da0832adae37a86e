package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.testing.Chromium;

/** Every page in a real browser after strangers have put markup into whatever they may fill in: all of it stays text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextInBrowserIT {
    private static final String LIST = "/security/restricted-entities";
    private static final List<String> ASKED = List.of(
            "search",
            "status",
            "sort",
            "order",
            "account",
            "target",
            "name",
            "outcome",
            "hours",
            "day",
            "range",
            "after",
            "before",
            "next",
            "refused",
            "column",
            "selected",
            "pattern",
            "network");

    private final Estate estate = new Estate("--odklep.help=" + Hostile.MARKUP);
    private final Hostile hostile = new Hostile(estate);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> dialogs = new ArrayList<>();
    private Knock owner;
    private Page page;

    @BeforeAll
    void comeIn() {
        hostile.comeIn();
        estate.server().flushSignIns();
        owner = estate.as(Role.GLOBAL_ADMINISTRATOR);
        page = chromium.open(Chromium.Reader.at(1280).speaking("en"), complaints);
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.context()
                .addCookies(List.of(new Cookie("odklep", owner.session())
                        .setUrl(estate.server().url())));
    }

    @AfterAll
    void stop() {
        try (estate) {
            chromium.close();
        }
    }

    @Test
    void markupIsTextOnEveryPage() {
        Set<String> shown = new LinkedHashSet<>();
        for (String address : addresses()) {
            visit(address);
            if (page.locator("body").innerText().contains("window.__pwned")) {
                shown.add(address.replaceFirst("\\?.*", ""));
            }
        }
        assertThat(shown)
                .as("pages that show what strangers filled in")
                .contains("/users", "/audit", "/guide", "/accounts", LIST, "/policies/outbound", "/settings/api-tokens")
                .contains("/security/sign-ins", "/security/message-trace");
    }

    /** What the address says comes back on the page, and stays text, too. */
    @Test
    void whatAnAddressSaysIsText() {
        String encoded = URLEncoder.encode(Hostile.MARKUP, StandardCharsets.UTF_8);
        for (AccessTable.Line line : reads()) {
            String path = estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR).fill(line.address(things(line)));
            String used = path;
            String query = ASKED.stream()
                    .filter(name -> !used.contains(name + "="))
                    .filter(name -> !List.of("after", "before").contains(name))
                    .map(name -> name + "=" + encoded)
                    .collect(Collectors.joining("&"));
            visit(path + (path.contains("?") ? "&" : "?") + query);
        }
        for (String path : List.of(
                "/" + encoded.replace("+", "%20").replace("%2F", ""),
                "/audit?before=" + encoded,
                "/users?after=" + encoded,
                "/users/" + encoded.replace("+", "%20").replace("%2F", ""))) {
            visit(path);
        }
    }

    @Test
    void aListThatFollowsChangesTakesThemAsText() {
        page.navigate(estate.server().url() + LIST);
        int before = page.locator("tbody tr").count();
        hostile.restriction("live." + Hostile.NAME + "@first.si");
        assertThat(page.locator("tbody tr")).hasCount(before + 1);
        assertNothingRan(LIST + " live");
        visit("/");
        page.locator("#account").pressSequentially("o'host");
        page.locator(".choices").waitFor();
        assertNothingRan("suggestions");
    }

    @Test
    void aSupportCaseIsTextWhereverItIsOpened() {
        String account = URLEncoder.encode(Hostile.account(), StandardCharsets.UTF_8);
        HttpResponse<String> html = owner.post("/guide/case", "format=html&account=" + account);
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("Content-Disposition").orElse(""))
                .matches("attachment; filename=\"[a-z0-9.-]+\"");
        assertThat(html.body()).contains("window.__pwned");
        List<String> outside = new ArrayList<>();
        Page file = chromium.open(Chromium.Reader.at(1280), outside);
        file.setContent(html.body());
        assertThat(file.evaluate("window.__pwned"))
                .as("opened as a file, without a policy")
                .isNull();
        assertThat(file.locator("[data-pwned]").count()).isZero();
        HttpResponse<String> json = owner.post("/guide/case", "format=json&account=" + account);
        assertThat(json.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    }

    @Test
    void aTableForSpreadsheetsHoldsNoFormula() {
        HttpResponse<String> table = owner.get("/users/export");
        assertThat(table.body()).contains("HYPERLINK", "cmd+x@first.si");
        assertThat(table.body()).doesNotContainPattern("(?m)(^|,|;)\"?[=+@-]");
        assertThat(table.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
    }

    /** Another site shows one of our pages within its own, to have somebody click there. */
    @Test
    void noOtherSiteShowsAPageOfOursWithinItsOwn() throws IOException {
        HttpServer evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String framed =
                "<iframe name=ours width=900 height=900 src='%s/users'></iframe><iframe name=own src='/own'></iframe>"
                        .formatted(estate.server().url());
        evil.createContext("/", exchange -> {
            byte[] body = (exchange.getRequestURI().getPath().equals("/own") ? "<p>own</p>" : framed)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        evil.start();
        try {
            List<String> refused = new ArrayList<>();
            Page trap = chromium.open(Chromium.Reader.at(1280), refused);
            trap.context()
                    .addCookies(List.of(new Cookie("odklep", owner.session())
                            .setUrl(estate.server().url())));
            trap.navigate("http://localhost:" + evil.getAddress().getPort() + "/");
            assertThat(trap.frame("own").locator("p")).hasText("own");
            assertThat(trap.frames().stream()
                            .filter(frame -> !frame.name().equals("own"))
                            .map(frame -> frame.content())
                            .collect(Collectors.joining()))
                    .doesNotContain("Odklep", "class=\"places\"");
            assertThat(refused).anyMatch(complaint -> complaint.contains("frame-ancestors"));
        } finally {
            evil.stop(0);
        }
    }

    /** So that the tests above can fail. */
    @Test
    void markupThatIsTakenForMarkupIsNoticed() {
        List<String> noticed = new ArrayList<>();
        Page careless = chromium.open(Chromium.Reader.at(1280), noticed);
        careless.setContent("<p>" + Hostile.MARKUP + "</p>");
        careless.waitForFunction("window.__pwned !== undefined");
        assertThat(careless.locator("[data-pwned]").count()).isNotZero();
        careless.navigate(estate.server().url() + "/sign-in");
        careless.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", Hostile.MARKUP);
        careless.waitForTimeout(200);
        assertThat(noticed).anyMatch(complaint -> complaint.contains("Content Security Policy"));
    }

    /** Every page about plain things, and the pages about those that are markup. */
    private List<String> addresses() {
        String account = URLEncoder.encode(Hostile.account(), StandardCharsets.UTF_8);
        String user = "/users/" + hostile.user().orElseThrow();
        String restriction = LIST + "/" + hostile.restriction(Hostile.account()).id();
        List<String> addresses = new ArrayList<>(List.of(
                "/users",
                "/users?search=hostile",
                user,
                user + "/password",
                user + "/sign-in",
                user + "/second-factor",
                restriction,
                restriction + "/release",
                LIST + "/release?selected=" + restriction.replaceFirst(".*/", ""),
                "/accounts?name=" + account,
                "/guide?account=" + account,
                "/guide?account=%3Cb",
                "/security/sign-ins?account=" + account,
                "/security/message-trace?account=" + account,
                "/audit?target=" + account,
                "/policies/outbound?account=" + account,
                "/policies/outbound/allow-list/remove?pattern=allowed@first.si"));
        reads().forEach(line -> addresses.add(line.address(things(line))));
        return addresses;
    }

    private static List<AccessTable.Line> reads() {
        return AccessTable.lines().stream()
                .filter(AccessTable.Line::isRead)
                .filter(line -> !line.path().endsWith("/live") && !line.path().endsWith("/export"))
                .filter(line -> !line.thing().equals("other") && !line.thing().equals("boss"))
                .toList();
    }

    private Estate.Things things(AccessTable.Line line) {
        return estate.things(line.thing(), Role.GLOBAL_ADMINISTRATOR);
    }

    private void visit(String address) {
        page.navigate(estate.server().url() + address);
        assertNothingRan(address);
    }

    private void assertNothingRan(String where) {
        assertThat(page.evaluate("window.__pwned")).as(where).isNull();
        assertThat(page.locator("[data-pwned]").count()).as(where).isZero();
        assertThat(dialogs).as(where).isEmpty();
        assertThat(complaints.stream().filter(complaint -> complaint.contains("Content Security Policy")))
                .as(where)
                .isEmpty();
    }
}
