package org.odklep.web.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.lock.Locks;
import org.odklep.signin.SignIns;
import org.odklep.signin.factor.Totp;
import org.odklep.testing.Chromium;
import org.odklep.user.User;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Every action that a page offers, once from the page to the result in a browser that runs no scripts. What was sent is noted,
 * and the last test compares it with everything that the server takes from forms.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithoutScriptsIT {
    private static final String PASSWORD = RunningServer.PASSWORD.reveal();
    private static final String LAST = "main form button";
    /** Passkeys are the browser's, which it tells of to scripts alone. */
    private static final String PASSKEYS = "/account/second-factor/passkeys/";

    private final RunningServer server = RunningServer.start();
    private final Samples samples = new Samples(server);
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> sent = new HashSet<>();
    private Page page = open();

    @AfterEach
    void look() {
        page.context().close();
        page = open();
        assertThat(complaints)
                .as("a download ends the request for a page")
                .filteredOn(complaint -> !complaint.endsWith("/guide/case: net::ERR_ABORTED"))
                .isEmpty();
    }

    @AfterAll
    void stop() {
        try (server) {
            chromium.close();
        }
    }

    @Test
    @Order(1)
    void theFirstAdministratorIsMadeAndSignsInAndOut() {
        go("/set-up");
        fill("#code", server.setUpCode());
        fill("#name", "vera");
        fill("#password", PASSWORD);
        fill("#repeated", PASSWORD);
        fill("#organisation-name", "Občina Lipovec");
        press(LAST);
        assertThat(page.locator("#name")).isVisible();
        signIn("vera");
        go("/settings/organisation");
        fill("#organisation-name", "Občina Hrastovec");
        press(LAST);
        outcome();
        press(".account-menu > summary");
        press(".account-menu form button");
        assertThat(page.locator("main [role=status]")).isVisible();
        signIn("vera");
        go("/account/administrator-password");
        fill("#chosen", PASSWORD);
        fill("#repeated", PASSWORD);
        press(LAST + " >> nth=0");
        assertThat(page.locator(".alert-success")).isVisible();
    }

    @Test
    @Order(2)
    void languageThemeAndColumnsAreChosen() {
        signIn("vera");
        go("/users");
        press(".account-menu > summary");
        press(".languages a[lang=en]");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        press(".account-menu > summary");
        press(".languages a[lang=sl]");
        assertThat(page.locator("html")).hasAttribute("lang", "sl");
        press(".account-menu > summary");
        press(".languages a[href*='theme=dark']");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        samples.user("stolpec@example.si", "Stolpec");
        go("/users");
        press(".choose:not(.more-actions) > summary");
        page.locator("#column-mail").press("Space");
        press(".choose:not(.more-actions) form button");
        assertThat(page.locator("thead th")).hasCount(7);
    }

    @Test
    @Order(3)
    void oneAccountIsHelped() {
        signIn("vera");
        User ana = samples.user("ana@en.si", "Ana");
        samples.signedIn(ana, "203.0.113.7");
        signInElsewhere(server.user("nina@en.si", Role.AUDITOR));
        user(ana);
        press("a[href$='/password']");
        press(LAST);
        assertThat(page.locator("#made")).isVisible();
        user(ana);
        press("a[href*='/sign-in?']");
        fill("#sign-in-reason", "Prenosnik je ukraden.");
        press(LAST);
        outcome();
        user(ana);
        press("form[action$='/sessions'] button");
        outcome();
        user(ana);
        page.locator("#role-auditor").press("Space");
        press("form[action$='/roles'] button");
        outcome();
        User eva = samples.user("eva@en.si", "Eva");
        samples.wrongPasswords(eva.name(), "203.0.113.9");
        user(eva);
        fill("#lockout-reason", "Poklicala je.");
        press("form[action$='/lockout'] button");
        outcome();
        go("/users?search=nina");
        press("tbody a.account");
        press("form[action*='/sessions/'] button");
        outcome();
    }

    @Test
    @Order(4)
    void severalAccountsAreHelped() {
        signIn("vera");
        User ana = samples.user("ana@vec.si", "Ana");
        User bor = samples.user("bor@vec.si", "Bor");
        samples.hijacked("ana@vec.si");
        choose("/users/release", ana, bor);
        fill("#release-reason", "Poklicala sta.");
        press(LAST);
        assertThat(page.locator(".outcomes li")).hasCount(2);
        choose("/users/sign-in", ana, bor);
        fill("#sign-in-reason", "Na dopustu.");
        press(LAST);
        assertThat(page.locator(".outcomes li")).hasCount(2);
        choose("/users/sign-out", ana, bor);
        press(LAST);
        assertThat(page.locator(".outcomes li")).hasCount(2);
        go("/users?search=vec.si");
        page.locator("#pick-" + ana.id()).press("Space");
        page.locator("#pick-" + bor.id()).press("Space");
        press(".selected-tools > button");
        press(LAST);
        assertThat(page.locator("#made-2")).isVisible();
        go("/users?search=vec.si");
        Download csv = page.waitForDownload(() -> press("a[download]"));
        assertThat(csv.suggestedFilename()).isEqualTo("users.csv");
    }

    @Test
    @Order(5)
    void sendersAreReleased() {
        signIn("vera");
        String id = samples.hijacked(samples.user("ena@posta.si", "Ena").name().value())
                .id();
        samples.byOperator("dva@drugje.si", "Prijavljena.");
        samples.byOperator("tri@drugje.si", "Prijavljena.");
        go("/security/restricted-entities/" + id + "/release");
        press("#precaution-sessions button");
        outcome();
        fill("#release-reason", "Poklicana.");
        press(LAST);
        outcome();
        go("/security/restricted-entities?search=drugje");
        page.locator("input.pick").first().press("Space");
        page.locator("input.pick").last().press("Space");
        press(".selected-tools button");
        fill("#release-reason", "Poklicani.");
        press(LAST);
        outcome();
        assertThat(server.part(Locks.class).holding(server.now())).isEmpty();
        AccountName elsewhere = AccountName.of("stiri@drugje.si");
        samples.wrongPasswords(elsewhere, "203.0.113.9");
        server.lock(AccountName.of("pet@drugje.si"), true);
        go("/security/lockouts?search=pet");
        press("tbody td.tools a");
        fill("#lockout-reason", "Poklicana.");
        press(LAST);
        outcome();
        go("/accounts?name=" + elsewhere.value());
        fill("#lockout-reason", "Poklicana.");
        press("form[action$='/lockout'] button");
        outcome();
        assertThat(server.part(SignIns.class).lockouts(elsewhere, server.now())).isEmpty();
        go("/guide?account=ena@posta.si");
        for (String format : List.of("html", "json")) {
            Download file = page.waitForDownload(() -> press("button[value=" + format + "]"));
            assertThat(file.suggestedFilename()).endsWith("." + format);
        }
    }

    @Test
    @Order(6)
    void policiesAreEdited() {
        signIn("vera");
        for (String name : List.of("Glasilo", "Obvestila")) {
            go("/policies/outbound/new");
            fill("[name=displayName]", name);
            fill("[name='conditions.domains']", name.toLowerCase(java.util.Locale.ROOT) + ".si");
            press(LAST);
            assertThat(page.locator(".toast-like")).isVisible();
        }
        press("form[action$='/move'] button");
        outcome();
        press("form[action$='/status'] button");
        outcome();
        press("tbody a[href$='/edit']");
        fill("[name=displayName]", "Novice");
        press(LAST);
        outcome();
        press("tbody a[href$='/delete']");
        press(LAST);
        outcome();
        press("a[href='/policies/outbound/allow-list/new']");
        fill("[name=pattern]", "@alarmi.si");
        fill("#exception-reason", "Gasilci.");
        press(LAST);
        outcome();
        press("a[href*='/allow-list/remove']");
        press(LAST);
        outcome();
    }

    @Test
    @Order(7)
    void signInProtectionAndPasswordRulesAreEdited() {
        signIn("vera");
        go("/policies/sign-in-protection");
        press("form[action='/policies/sign-in-protection'] button");
        outcome();
        press("a[href$='/new'] >> nth=0");
        fill("[name=network]", "198.51.100.0/24");
        fill("#list-reason", "Napad.");
        press(LAST);
        outcome();
        press("a[href*='/remove']");
        press(LAST);
        outcome();
        go("/policies/passwords");
        fill("[name='passwords.bannedTerms']", "odklep");
        press("form[action='/policies/passwords'] button");
        outcome();
        fill("#try-password", "odklep1234567890");
        press("form[action$='/try'] button");
        assertThat(page.locator("#try ~ .alert")).isVisible();
    }

    @Test
    @Order(8)
    void administratorsAndTokensComeAndGo() {
        signIn("vera");
        server.advance(Duration.ofMinutes(11));
        go("/settings/administrators/new");
        fill("#proof", PASSWORD);
        press(LAST);
        fill("#administrator-name", "nina");
        page.locator("#role-helpdeskAdministrator").press("Space");
        press(LAST);
        assertThat(page.locator("#secret")).isVisible();
        go("/settings/administrators");
        press("a[href='/settings/administrators/nina/reset']");
        press(LAST);
        assertThat(page.locator("#secret")).isVisible();
        go("/settings/administrators");
        press("a[href='/settings/administrators/nina/remove']");
        press(LAST);
        outcome();
        go("/settings/api-tokens/new");
        fill("#token-name", "nadzor");
        page.locator("#role-auditor").press("Space");
        press(LAST);
        assertThat(page.locator("#secret")).isVisible();
        go("/settings/api-tokens");
        press("a[href$='/revoke']");
        press(LAST);
        outcome();
    }

    @Test
    @Order(9)
    void whoeverIsSignedInLooksAfterTheOwnAccount() {
        User nina = server.user("nina@racun.si", Role.HELPDESK_ADMINISTRATOR);
        signInElsewhere(nina);
        signInElsewhere(nina);
        signInElsewhere(nina);
        signIn(nina.name().value());
        go("/account");
        press("form[action*='/account/sessions/'] button");
        outcome();
        press("form[action='/account/sessions'] button");
        outcome();
        byte[] key = setUpFactor();
        press("form[action$='/codes'] button");
        assertThat(page.locator("#codes li")).hasCount(10);
        page.context().clearCookies();
        server.advance(Duration.ofMinutes(1));
        password(nina.name().value());
        fill("#code", Totp.code(key, Totp.step(server.now())));
        press(LAST + " >> nth=0");
        assertThat(page.locator(".account-menu").first()).isVisible();
        go("/account/second-factor/remove");
        press(LAST);
        outcome();
        press("a[href='/account/password']");
        fill("#present", PASSWORD);
        fill("#chosen", "dolga pot do morja in nazaj");
        fill("#repeated", "dolga pot do morja in nazaj");
        press(LAST + " >> nth=0");
        assertThat(page.locator(".alert-success")).isVisible();
    }

    @Test
    @Order(10)
    void lostSecondFactorsAreRemoved() {
        server.administrator("tone", Role.AUDITOR);
        User miha = server.user("miha@racun.si", Role.AUDITOR);
        for (String name : List.of("tone", miha.name().value())) {
            signIn(name);
            setUpFactor();
            page.context().close();
            page = open();
        }
        signIn("vera");
        go("/settings/administrators/tone/second-factor");
        fill("#lost-reason", "Telefon je v morju.");
        press(LAST);
        outcome();
        user(miha);
        press("a[href$='/second-factor']");
        fill("#lost-reason", "Telefon je v morju.");
        press(LAST);
        outcome();
    }

    @Test
    @Order(11)
    void usersAreAddedEditedDeletedAndImported() {
        signIn("vera");
        go("/users/new");
        fill("#user-name", "dora@example.si");
        fill("#user-displayName", "Dora Zima");
        press("main form .btn-primary");
        page.locator("#made").waitFor();
        press(".not-done a.btn-primary");
        press("a[href$='/edit']");
        fill("#user-groups", "uprava");
        press("main form .btn-primary");
        assertThat(page.locator("[role=status]").first()).isVisible();
        press("a[href$='/delete']");
        fill("#delete-reason", "Odšla.");
        press("#content .btn-danger");
        assertThat(page).hasURL(server.url() + "/users");
        go("/users/import");
        page.locator("#import-file")
                .setInputFiles(new FilePayload(
                        "users.csv",
                        "text/csv",
                        "userPrincipalName\nena@example.si\n".getBytes(StandardCharsets.UTF_8)));
        press("form[enctype] button");
        press("[aria-labelledby=checked] button");
        assertThat(page.locator("table.users")).containsText("ena@example.si");
    }

    @Test
    @Order(99)
    void nothingThatTheServerTakesFromFormsIsLeft() {
        Set<String> left = new TreeSet<>();
        RequestMappingHandlerMapping handlers =
                server.part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("org.odklep.web.admin")
                    && mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
                Objects.requireNonNull(mapping.getPathPatternsCondition()).getPatterns().stream()
                        .filter(pattern -> sent.stream().noneMatch(path -> matches(pattern, path)))
                        .map(PathPattern::getPatternString)
                        .filter(pattern -> !pattern.startsWith(PASSKEYS))
                        .forEach(left::add);
            }
        });
        assertThat(sent).hasSizeGreaterThan(30);
        assertThat(left).as("actions that were not tried without scripts").isEmpty();
    }

    private static boolean matches(PathPattern pattern, String path) {
        return pattern.matches(PathContainer.parsePath(path));
    }

    private Page open() {
        Page opened = chromium.open(Chromium.Reader.at(390).speaking("sl-SI").withoutScripts(), complaints);
        opened.onRequest(this::note);
        opened.setDefaultTimeout(8_000);
        return opened;
    }

    private void note(Request request) {
        if (request.method().equals("POST")) {
            sent.add(URI.create(request.url()).getRawPath());
        }
    }

    private byte[] setUpFactor() {
        go("/account");
        press("a[href='/account/second-factor']");
        press(LAST + " >> nth=0");
        byte[] key = new Base32().decode(page.locator("#key").textContent().replace("-", ""));
        fill("#code", Totp.code(key, Totp.step(server.now())));
        press(LAST + " >> nth=0");
        assertThat(page.locator("#codes li")).hasCount(10);
        press("main a.btn-primary");
        assertThat(page).hasURL(server.url() + "/account");
        return key;
    }

    private void signIn(String name) {
        password(name);
        assertThat(page.locator(".account-menu").first()).isVisible();
    }

    private void password(String name) {
        go("/sign-in");
        fill("#name", name);
        fill("#password", PASSWORD);
        press(LAST);
    }

    /** A session of somebody in another browser. */
    private void signInElsewhere(User user) {
        try (Visit visit = Visit.to(server)) {
            visit.signIn(user.name().value(), PASSWORD);
        }
    }

    private void user(User user) {
        go("/users/" + user.id());
    }

    private void choose(String action, User... users) {
        go("/users?search=vec.si");
        for (User user : users) {
            page.locator("#pick-" + user.id()).press("Space");
        }
        press(".more-actions > summary");
        press(".more-actions button[formaction='" + action + "']");
        page.locator("main.panel form").waitFor();
    }

    private void outcome() {
        assertThat(page.locator(".toast-like")).isVisible();
    }

    private void go(String path) {
        page.navigate(server.url() + path);
    }

    private void fill(String selector, String text) {
        page.locator(selector).fill(text);
    }

    /** The last one that fits; by the keyboard, for without scripts Chromium may never tell that an element has come to rest. */
    private void press(String selector) {
        page.locator(selector).last().press("Enter");
    }
}
