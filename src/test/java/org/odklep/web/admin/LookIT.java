package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.odklep.account.Role;
import org.odklep.lock.SendingRestriction;
import org.odklep.testing.Chromium;
import org.odklep.testing.VirtualAuthenticator;
import org.odklep.user.User;
import org.odklep.web.admin.words.Language;

/**
 * Every page in both languages, on a desk and on a phone, light and dark: a picture of each under
 * {@code target/screenshots}, no violation of axe-core's rules, nothing wider than the screen, no complaint of the
 * browser, no other host, and little to load.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookIT {
    private static final String LIST = "/security/restricted-entities";

    /** Where everything about the organisation is asked for. */
    private static final String[] UNNAMED = {"--odklep.domains=", "--odklep.default-domain=", "--odklep.time-zone="};

    private RunningServer fresh;
    private RunningServer named;
    private RunningServer empty;
    private RunningServer server;
    private Furniture furniture;
    private Chromium chromium;

    @BeforeAll
    void start() {
        fresh = RunningServer.start(UNNAMED);
        named = RunningServer.start(UNNAMED);
        named.administrator("vera", Role.GLOBAL_ADMINISTRATOR);
        empty = RunningServer.start();
        empty.administrator(Furniture.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR);
        server = RunningServer.start();
        furniture = Furniture.in(server);
        chromium = new Chromium();
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
        empty.close();
        named.close();
        fresh.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyPageLooksWell() {
        return Language.ALL.stream()
                .map(language -> DynamicContainer.dynamicContainer(
                        language.getLanguage(),
                        Stream.of(
                                        beforeSignIn(language),
                                        onAnEmptyServer(language),
                                        organisation(language),
                                        furnished(language),
                                        refused(language),
                                        secondFactor(language),
                                        passkeys(language),
                                        newPassword(language))
                                .flatMap(List::stream)));
    }

    @Test
    void aPageThatLooksWrongIsFound() {
        Look look = new Look(chromium, "sl");
        look.page().navigate(server.url() + "/sign-in");
        look.page().evaluate("""
                document.querySelector('label').remove();
                document.querySelector('h1').style.width = '2000px';
                document.documentElement.lang = 'en';
                fetch('http://127.0.0.1:1/').catch(() => 0);
                """);
        assertThatThrownBy(() -> look.judge("wrong"))
                .hasMessageContainingAll("axe", "too wide by", "\"sl\"", "127.0.0.1:1/", "Content Security Policy");
    }

    private List<DynamicTest> beforeSignIn(Locale language) {
        Scenes scenes = new Scenes(language);
        scenes.add("set-up", page -> page.navigate(fresh.url() + "/set-up"));
        scenes.add("set-up-refused", page -> {
            fill(page, "code", "ABCD-EFGH");
            fill(page, "name", "not a name");
            fill(page, "password", "short");
            fill(page, "repeated", "short");
            submit(page);
        });
        scenes.add("set-up-wrong", page -> {
            fill(page, "code", fresh.setUpCode());
            fill(page, "name", "not a name");
            fill(page, "password", "short");
            fill(page, "repeated", "other");
            fill(page, "organisation-domains", "šola.si ŠOLA.si si");
            fill(page, "organisation-defaultDomain", "lipovec.si");
            fill(page, "organisation-timeZone", "Europe/Lipovec");
            submit(page);
        });
        scenes.add("sign-in", page -> page.navigate(server.url() + "/sign-in"));
        scenes.add("sign-in-wrong", page -> {
            fill(page, "name", "vera");
            fill(page, "password", "not the password");
            submit(page);
        });
        scenes.add("sign-in-no-role", page -> page.navigate(server.url() + "/sign-in?refused=role"));
        scenes.add("sign-in-changed", page -> page.navigate(server.url() + "/sign-in?changed"));
        scenes.add("sign-in-created", page -> page.navigate(server.url() + "/sign-in?created"));
        scenes.add("sign-in-out-of-date", page -> {
            page.navigate(server.url() + "/sign-in");
            forgeToken(page);
            fill(page, "name", "vera");
            fill(page, "password", RunningServer.PASSWORD.reveal());
            submit(page);
        });
        return scenes.tests();
    }

    private List<DynamicTest> onAnEmptyServer(Locale language) {
        Scenes scenes = new Scenes(language);
        scenes.add("empty-home", page -> signIn(page, empty, Furniture.ADMINISTRATOR));
        scenes.add("empty-list", page -> page.navigate(empty.url() + LIST));
        scenes.add("empty-list-ended", page -> page.navigate(empty.url() + LIST + "?status=ended"));
        scenes.add("empty-lockouts", page -> page.navigate(empty.url() + "/security/lockouts"));
        scenes.add("empty-users", page -> page.navigate(empty.url() + "/users"));
        scenes.add("empty-alerts", page -> page.navigate(empty.url() + "/security/alerts"));
        scenes.add("empty-policies", page -> page.navigate(empty.url() + "/policies/outbound"));
        scenes.add("empty-sign-ins", page -> page.navigate(empty.url() + "/security/sign-ins"));
        scenes.add("empty-trace", page -> page.navigate(empty.url() + "/security/message-trace"));
        scenes.add("empty-audit", page -> page.navigate(empty.url() + "/audit?target=nobody"));
        return scenes.tests();
    }

    private List<DynamicTest> organisation(Locale language) {
        Scenes scenes = new Scenes(language);
        scenes.add("connect-unnamed", page -> {
            signIn(page, named, "vera");
            page.navigate(named.url() + "/settings/gates/connect");
        });
        scenes.add("organisation-wrong", page -> {
            page.navigate(named.url() + "/settings/organisation");
            fill(page, "organisation-domains", "šola.si ŠOLA.si si");
            fill(page, "organisation-defaultDomain", "lipovec.si");
            fill(page, "organisation-timeZone", "Europe/Lipovec");
            submit(page);
        });
        scenes.add("organisation-saved", page -> {
            fill(page, "organisation-name", "Javni zavod Osnovna šola in vrtec <b>Lipovec</b> ob Krki, podružnica");
            fill(page, "organisation-domains", "šola-lipovec.si\nlipovec.si");
            fill(page, "organisation-timeZone", "Europe/Ljubljana");
            submit(page);
        });
        scenes.add("organisation-locked", page -> {
            signIn(page, empty, Furniture.ADMINISTRATOR);
            page.navigate(empty.url() + "/settings/organisation");
        });
        return scenes.tests();
    }

    private List<DynamicTest> furnished(Locale language) {
        Scenes scenes = new Scenes(language);
        scenes.add("home", page -> {
            signIn(page, server, Furniture.ADMINISTRATOR);
            page.locator("canvas").first().waitFor();
        });
        scenes.add("home-month", page -> page.navigate(server.url() + "/?range=month"));
        scenes.add("home-suggestions", page -> {
            page.navigate(server.url() + "/");
            fill(page, "account", "e");
            page.locator(".choices").waitFor();
        });
        scenes.add("guide", page -> page.navigate(server.url() + "/guide"));
        scenes.add("guide-several", page -> guide(page, "example.si"));
        scenes.add("guide-restricted", page -> guide(page, "ana.novak@example.si"));
        scenes.add("guide-locked", page -> guide(page, "eva.zajc@example.si"));
        scenes.add(
                "guide-hostile", page -> guide(page, furniture.stranger().name().value()));
        scenes.add("guide-nobody", page -> guide(page, "nobody@nowhere.si"));
        scenes.add("lockouts", page -> page.navigate(server.url() + "/security/lockouts"));
        scenes.add("lockouts-end", page -> {
            page.locator("tbody td.tools a").first().click();
            page.locator("#lockout-reason").waitFor();
        });
        scenes.add("list", page -> page.navigate(server.url() + LIST));
        scenes.add("menus", page -> {
            page.setViewportSize(390, 900);
            page.locator(".menu-switch > summary").click();
            page.locator(".account-menu > summary").click();
        });
        scenes.add("list-dark", page -> page.navigate(server.url() + LIST + "?theme=dark"));
        scenes.add("list-light", page -> page.navigate(server.url() + LIST + "?theme=light"));
        scenes.add("list-system", page -> page.navigate(server.url() + LIST + "?theme=system"));
        scenes.add("list-all", page -> page.navigate(server.url() + LIST + "?status=all&sort=account"));
        scenes.add("release-panel", page -> {
            page.navigate(server.url() + LIST);
            page.locator("input[data-all]").check();
            page.locator("[data-needs-selection]").click();
            page.locator("#release-reason").waitFor();
        });
        scenes.add(
                "release-many",
                page -> page.navigate(server.url() + LIST + "/release?selected="
                        + furniture.hijacked().id() + "&selected="
                        + furniture.hostile().id()));
        scenes.add("list-nothing", page -> page.navigate(server.url() + LIST + "?search=nobody"));
        scenes.add("details", page -> details(page, furniture.hijacked()));
        scenes.add(
                "unblock",
                page -> page.navigate(
                        server.url() + LIST + "/" + furniture.hijacked().id() + "/release"));
        scenes.add(
                "unblock-user",
                page -> page.navigate(
                        server.url() + LIST + "/" + furniture.temporary().id() + "/release"));
        scenes.add(
                "unblock-hostile",
                page -> page.navigate(
                        server.url() + LIST + "/" + furniture.hostile().id() + "/release"));
        scenes.add("details-released", page -> details(page, furniture.released()));
        scenes.add("details-over", page -> details(page, furniture.over()));
        scenes.add("details-allowed", page -> details(page, furniture.allowed()));
        scenes.add("details-temporary", page -> details(page, furniture.temporary()));
        scenes.add("details-by-operator", page -> details(page, furniture.byOperator()));
        scenes.add("details-hostile", page -> details(page, furniture.hostile()));
        scenes.add("release-refused", page -> {
            page.navigate(server.url() + LIST + "?search=" + Furniture.toRelease(language));
            page.navigate(server.url() + page.locator("a.unblock").getAttribute("href"));
            fill(page, "release-reason", " ");
            submit(page);
        });
        scenes.add("release-done", page -> {
            fill(page, "release-reason", "Poklicana; geslo zamenjano.");
            submit(page);
        });
        scenes.add("users", page -> page.navigate(server.url() + "/users"));
        scenes.add("user-new-panel", page -> {
            page.navigate(server.url() + "/users");
            page.locator("a[href='/users/new']").click();
            page.locator("#user-name").waitFor();
        });
        scenes.add("user-new-refused", page -> {
            page.navigate(server.url() + "/users/new");
            fill(page, "user-name", "<b>brez domene</b>");
            submit(page);
        });
        scenes.add(
                "user-delete",
                page -> page.navigate(
                        server.url() + "/users/" + furniture.user().id() + "/delete"));
        scenes.add("user-import", page -> page.navigate(server.url() + "/users/import"));
        scenes.add("users-blocked", page -> page.navigate(server.url() + "/users?status=blocked"));
        scenes.add("users-nothing", page -> page.navigate(server.url() + "/users?search=nobody"));
        scenes.add("users-locked-out", page -> page.navigate(server.url() + "/users?status=lockedOut&sort=name"));
        scenes.add("users-reset-panel", page -> {
            page.navigate(server.url() + "/users");
            page.locator("a[href='/users/" + furniture.user().id() + "/password']")
                    .click();
            page.locator("#how-own").check();
        });
        scenes.add("users-menu", page -> {
            page.navigate(server.url() + "/users");
            choose(page, furniture.user(), furniture.stranger());
            page.locator(".more-actions > summary").click();
        });
        scenes.add("users-sign-in-panel", page -> {
            page.locator("button[formaction='/users/sign-in']").click();
            page.locator("#sign-in-reason").waitFor();
        });
        scenes.add("users-release", page -> {
            page.navigate(server.url() + "/users");
            choose(page, furniture.user(), furniture.stranger());
            page.locator(".more-actions > summary").click();
            page.locator("button[formaction='/users/release']").click();
            page.locator("#release-reason").waitFor();
        });
        scenes.add("users-sign-out", page -> {
            page.navigate(server.url() + "/users");
            choose(page, furniture.user(), furniture.stranger());
            page.locator(".more-actions > summary").click();
            page.locator("button[formaction='/users/sign-out']").click();
            page.locator("#panel-body form").waitFor();
        });
        scenes.add("users-done", page -> {
            page.locator("#panel-body .btn-danger").click();
            page.locator(".outcomes").waitFor();
        });
        scenes.add("users-reset-many", page -> {
            page.navigate(server.url() + "/users");
            choose(page, furniture.user(), furniture.stranger());
            page.locator(".selected-tools > button").click();
            page.locator("#how-own").waitFor();
        });
        scenes.add("users-reset-done", page -> {
            page.locator("#panel-body .btn-primary").click();
            page.locator("#made").waitFor();
        });
        scenes.add("user", page -> account(page, furniture.user()));
        scenes.add("user-hostile", page -> account(page, furniture.stranger()));
        scenes.add("user-restricted", page -> account(page, furniture.restricted()));
        scenes.add("sender", page -> sender(page, "ana.novak@example.si"));
        scenes.add(
                "sender-hostile",
                page -> sender(page, furniture.hostile().account().value()));
        scenes.add("sender-unknown", page -> sender(page, "nobody@example.si"));
        scenes.add("account", page -> page.navigate(server.url() + "/account"));
        scenes.add("alerts", page -> page.navigate(server.url() + "/security/alerts"));
        scenes.add("policies", page -> page.navigate(server.url() + "/policies/outbound?account=news@news.example.si"));
        scenes.add("policy-new", page -> page.navigate(server.url() + "/policies/outbound/new"));
        scenes.add("policy-refused", page -> {
            fill(page, "limits-recipientsPerDay", "many");
            fill(page, "conditions-domains", "no domain");
            submit(page);
        });
        scenes.add("policy-default", page -> page.navigate(server.url() + "/policies/outbound/default/edit"));
        scenes.add("protection", page -> page.navigate(server.url() + "/policies/sign-in-protection"));
        scenes.add("protection-refused", page -> {
            fill(page, "lockout-threshold", "0");
            page.locator("form[action$=sign-in-protection] button").click();
        });
        scenes.add(
                "sign-in-list-new", page -> page.navigate(server.url() + "/policies/sign-in-protection/blocked/new"));
        scenes.add("password-policy", page -> page.navigate(server.url() + "/policies/passwords"));
        scenes.add("password-tried", page -> {
            fill(page, "try-password", "password1234");
            page.locator("form[action$=try] button").click();
        });
        scenes.add("exception-new", page -> page.navigate(server.url() + "/policies/outbound/allow-list/new"));
        scenes.add("exception-refused", LookIT::submit);
        scenes.add("audit", page -> page.navigate(server.url() + "/audit"));
        scenes.add("audit-filtered", page -> page.navigate(server.url() + "/audit?actor=vera&from=2001-01-31"));
        scenes.add("sign-ins", page -> page.navigate(server.url() + "/security/sign-ins"));
        scenes.add(
                "sign-ins-filtered",
                page -> page.navigate(server.url()
                        + "/security/sign-ins?outcome=failure&account=eva.zajc@example.si&day=2099-01-31"));
        scenes.add(
                "trace", page -> page.navigate(server.url() + "/security/message-trace?account=ana.novak@example.si"));
        scenes.add("trace-all", page -> page.navigate(server.url() + "/security/message-trace?domain=example"));
        scenes.add("trace-nothing", page -> page.navigate(server.url() + "/security/message-trace?account=nobody"));
        scenes.add("organisation", page -> page.navigate(server.url() + "/settings/organisation"));
        scenes.add("gates", page -> page.navigate(server.url() + "/settings/gates"));
        scenes.add("connect", page -> page.navigate(server.url() + "/settings/gates/connect"));
        scenes.add("tokens", page -> page.navigate(server.url() + "/settings/api-tokens"));
        scenes.add("token-panel", page -> {
            page.locator("a[href$='/new']").click();
            page.locator("#token-name").waitFor();
        });
        scenes.add("token-issued", page -> {
            fill(page, "token-name", "backup " + language);
            page.locator("#panel form button").click();
            page.locator("#secret").waitFor();
        });
        scenes.add("token-new", page -> page.navigate(server.url() + "/settings/api-tokens/new"));
        scenes.add("token-refused", page -> {
            fill(page, "token-name", " ");
            submit(page);
        });
        scenes.add("administrators", page -> page.navigate(server.url() + "/settings/administrators"));
        scenes.add("administrator-new", page -> page.navigate(server.url() + "/settings/administrators/new"));
        scenes.add("confirm", page -> page.navigate(server.url() + "/settings/administrators/revizor/remove"));
        scenes.add("not-found", page -> page.navigate(server.url() + "/nowhere"));
        scenes.add("out-of-date", page -> {
            page.navigate(server.url() + LIST + "/" + furniture.hijacked().id() + "/release");
            forgeToken(page);
            fill(page, "release-reason", "too late");
            submit(page);
        });
        scenes.add("unavailable", page -> {
            server.takeStoreAway(true);
            try {
                page.navigate(server.url() + LIST);
            } finally {
                server.takeStoreAway(false);
            }
        });
        scenes.add("signed-out", page -> {
            page.navigate(server.url() + LIST);
            page.locator(".account-menu > summary").click();
            page.locator(".who button").click();
        });
        return scenes.tests();
    }

    private List<DynamicTest> refused(Locale language) {
        Scenes scenes = new Scenes(language);
        scenes.add("details-auditor", page -> {
            signIn(page, server, Furniture.AUDITOR);
            details(page, furniture.hijacked());
        });
        scenes.add("protection-auditor", page -> page.navigate(server.url() + "/policies/sign-in-protection"));
        scenes.add("policies-auditor", page -> page.navigate(server.url() + "/policies/outbound"));
        scenes.add("user-auditor", page -> account(page, furniture.user()));
        // Who may not release sees no form; this one borrows that of the sign-out button.
        scenes.add("forbidden", page -> {
            page.locator("form.who")
                    .evaluate(
                            "(form, path) => form.action = path",
                            LIST + "/" + furniture.hijacked().id() + "/release");
            page.locator(".account-menu > summary").click();
            page.locator(".who button").click();
        });
        return scenes.tests();
    }

    private List<DynamicTest> secondFactor(Locale language) {
        Scenes scenes = new Scenes(language);
        String name = "factor." + language.getLanguage();
        scenes.add("factor-begin", page -> {
            server.administrator(name, Role.GLOBAL_ADMINISTRATOR);
            signIn(page, server, name);
            page.navigate(server.url() + "/account/second-factor");
        });
        scenes.add("factor-set-up", page -> submit(page));
        scenes.add("factor-refused", page -> {
            fill(page, "code", "000000");
            submit(page);
        });
        scenes.add("factor-codes", page -> {
            fill(page, "code", FactorsInBrowserIT.code(page, server));
            submit(page);
            page.locator("#codes").waitFor();
        });
        scenes.add("factor-account", page -> page.navigate(server.url() + "/account"));
        scenes.add("factor-remove", page -> page.navigate(server.url() + "/account/second-factor/remove"));
        scenes.add("factor-sign-in", page -> {
            page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("odklep"));
            page.navigate(server.url() + "/sign-in");
            fill(page, "name", name);
            fill(page, "password", RunningServer.PASSWORD.reveal());
            submit(page);
            page.waitForURL(server.url() + "/sign-in/code");
        });
        scenes.add("factor-lost", page -> {
            page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("odklep"));
            signIn(page, server, Furniture.ADMINISTRATOR);
            page.navigate(server.url() + "/settings/administrators/" + name + "/second-factor");
        });
        scenes.add("factor-administrators", page -> page.navigate(server.url() + "/settings/administrators"));
        scenes.add("factor-proof", page -> page.navigate(server.url() + "/account/proof"));
        return scenes.tests();
    }

    /** At the name of this computer, for browsers know no passkeys at its number. */
    private List<DynamicTest> passkeys(Locale language) {
        Scenes scenes = new Scenes(language);
        String name = "passkey." + language.getLanguage();
        String url = server.url().replace("127.0.0.1", "localhost");
        String add = "/account/second-factor/passkeys/new";
        scenes.add("passkey-new", page -> {
            server.administrator(name, Role.GLOBAL_ADMINISTRATOR);
            VirtualAuthenticator.in(page);
            passkeySignIn(page, url, name);
            page.waitForURL(url + "/");
            page.navigate(url + add);
        });
        scenes.add("passkey-account", page -> {
            fill(page, "passkey-name", "Telefon");
            page.locator("[data-passkey]").click();
            page.locator("#codes").waitFor();
            page.navigate(url + "/account");
        });
        scenes.add("passkey-not-made", page -> {
            page.navigate(url + add);
            fill(page, "passkey-name", "Telefon");
            page.locator("[data-passkey]").click();
            page.locator("[data-passkey-failed]").waitFor();
        });
        scenes.add("passkey-sign-in", page -> {
            page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("odklep"));
            passkeySignIn(page, url, name);
            page.waitForURL(url + "/sign-in/code");
        });
        scenes.add("passkey-wrong", page -> {
            page.locator("input[name=passkey]").evaluate("field => { field.value = '{}'; field.form.submit(); }");
            page.locator(".alert-danger[role=alert]").first().waitFor();
        });
        scenes.add("passkey-used", page -> {
            page.locator("[data-passkey]").click();
            page.waitForURL(url + "/");
            page.navigate(url + "/account");
        });
        scenes.add("passkey-proof", page -> page.navigate(url + "/account/proof"));
        scenes.add("passkey-remove", page -> {
            page.navigate(url + "/account");
            page.locator("#passkeys .tools a").click();
            page.locator("#panel .btn-danger").waitFor();
        });
        return scenes.tests();
    }

    private static void passkeySignIn(Page page, String url, String name) {
        page.navigate(url + "/sign-in");
        fill(page, "name", name);
        fill(page, "password", RunningServer.PASSWORD.reveal());
        submit(page);
    }

    private List<DynamicTest> newPassword(Locale language) {
        Scenes scenes = new Scenes(language);
        scenes.add("password-must", page -> {
            page.navigate(server.url() + "/sign-in");
            fill(page, "name", Furniture.NEWCOMER);
            fill(page, "password", RunningServer.PASSWORD.reveal());
            submit(page);
            page.waitForURL(server.url() + "/account/password");
        });
        scenes.add("password-refused", page -> {
            fill(page, "chosen", "short");
            fill(page, "repeated", "short");
            page.locator("form[action='/account/password'] button").click();
            page.locator("#problems").waitFor();
        });
        return scenes.tests();
    }

    /** Pages that one reader looks at, one after the other. */
    private final class Scenes {
        private final String language;
        private final Look look;
        private final List<DynamicTest> tests = new ArrayList<>();

        Scenes(Locale language) {
            this.language = language.getLanguage();
            look = new Look(chromium, this.language);
        }

        void add(String name, Consumer<Page> arrive) {
            tests.add(DynamicTest.dynamicTest(name, () -> {
                arrive.accept(look.page());
                look.judge(name + "-" + language);
            }));
        }

        List<DynamicTest> tests() {
            return tests;
        }
    }

    private static void signIn(Page page, RunningServer at, String name) {
        page.navigate(at.url() + "/sign-in");
        fill(page, "name", name);
        fill(page, "password", RunningServer.PASSWORD.reveal());
        submit(page);
        page.waitForURL(at.url() + "/");
    }

    private void guide(Page page, String account) {
        page.navigate(server.url() + "/guide?account=" + account);
    }

    private void details(Page page, SendingRestriction restriction) {
        page.navigate(server.url() + LIST + "/" + restriction.id());
    }

    private void account(Page page, User user) {
        page.navigate(server.url() + "/users/" + user.id());
    }

    private void sender(Page page, String name) {
        page.navigate(server.url() + "/accounts?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private static void choose(Page page, User... users) {
        for (User user : users) {
            page.locator("#pick-" + user.id()).check();
        }
    }

    private static void fill(Page page, String field, String text) {
        page.locator("#" + field).fill(text);
    }

    private static void submit(Page page) {
        page.locator("main form button").last().click();
    }

    private static void forgeToken(Page page) {
        page.locator("main form [name=_csrf]").evaluate("field => field.value = 'forged'");
    }
}
