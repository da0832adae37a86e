package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditLog;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInProtection;
import org.odklep.signin.SignIns;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.PasswordProblem;
import org.odklep.user.PasswordRules;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;

/** Policies &gt; Sign-in protection and Passwords: what the pages say, and what is decided there. */
class SettingPagesTest {
    private static final String PROTECTION = "/policies/sign-in-protection";
    private static final String PASSWORDS = "/policies/passwords";
    private static final Pattern REVISION = Pattern.compile("name=\"revision\" value=\"([0-9a-f]+)\"");

    private RunningServer server = RunningServer.start();
    private Visit vera;

    @BeforeEach
    void signIn() {
        server.administrator("vera", Role.SECURITY_ADMINISTRATOR);
        server.administrator("revizor", Role.AUDITOR);
        vera = Visit.signedIn(server, "vera");
    }

    @AfterEach
    void stop() {
        vera.close();
        server.close();
    }

    @Test
    void anotherThresholdHoldsFromTheNextAttemptOn() {
        assertThat(Visit.location(save(PROTECTION, protection("3", "90", "7200", "192.0.2.7\n2001:db8::1"))))
                .isEqualTo(PROTECTION);
        assertThat(vera.get(PROTECTION).body())
                .contains(
                        "Sign-in protection is changed",
                        "3 wrong passwords lock an account for 90 seconds",
                        "192.0.2.7");
        assertThat(vera.preferring("sl").get(PROTECTION).body())
                .contains(
                        "Po 3 napačnih geslih se račun zaklene za 90 sekund.",
                        "Prvih 5 zaklepov",
                        "vendar največ 2 uri.");
        for (int i = 0; i < 3; i++) {
            assertThat(guess(i)).isInstanceOf(Admission.Admitted.class);
        }
        assertThat(guess(3))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.until())
                                .isBetween(
                                        server.now().plusSeconds(89),
                                        server.now().plusSeconds(90)));
        assertThat(recorded()).contains("lockout.threshold=3");
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingIsLost() {
        Map<String, String> wrong = protection("0", "many", "604801", "192.0.2.7\nnot-an-address<b>");
        HttpResponse<String> answer = save(PROTECTION, wrong);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "id=\"lockout-threshold-problem\"",
                        "id=\"lockout-durationSeconds-problem\"",
                        "id=\"lockout-longestSeconds-problem\"",
                        "“not-an-address&lt;b&gt;” is not an address",
                        "value=\"many\"");
        HttpResponse<String> shorter = save(PROTECTION, protection("5", "100", "99", ""));
        assertThat(shorter.body()).contains("It may not be shorter than the first lockout");
        assertThat(vera.preferring("sl").post(PROTECTION, wrong, PROTECTION).body())
                .contains("Napišite celo število od 1 do 100", "ni naslov, kot je");
        assertThat(part().text(SignInProtection.THRESHOLD)).isEqualTo("10");
    }

    @Test
    void twoAdministratorsDoNotOverwriteOneAnother() {
        Map<String, String> late = protection("4", "60", "18000", "");
        late.put("revision", revision(vera.get(PROTECTION).body()));
        save(PROTECTION, protection("5", "60", "18000", ""));
        HttpResponse<String> answer = vera.post(PROTECTION, late, PROTECTION);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("somebody else changed these settings", "value=\"4\"");
        assertThat(part().text(SignInProtection.THRESHOLD)).isEqualTo("5");
        late.put("revision", revision(answer.body()));
        vera.post(PROTECTION, late, PROTECTION);
        assertThat(part().text(SignInProtection.THRESHOLD)).isEqualTo("4");
    }

    @Test
    void whatTheConfigurationNamesIsShownAndNotDecidedHere() {
        stop();
        server = RunningServer.start("--odklep.lockout.threshold=7", "--odklep.lockout.shared-hosts=192.0.2.9");
        signIn();
        assertThat(vera.get(PROTECTION).body())
                .contains("odklep.lockout.threshold", "odklep.lockout.shared-hosts", "192.0.2.9")
                .doesNotContain("name=\"lockout.threshold\"", "name=\"lockout.sharedHosts\"");
        assertThat(Visit.location(save(PROTECTION, protection("3", "90", "7200", "198.51.100.1"))))
                .isEqualTo(PROTECTION);
        assertThat(part().current().lockout().threshold()).isEqualTo(7);
        assertThat(part().current().lockout().first()).hasSeconds(90);
        assertThat(part().current().sharedHosts()).containsExactly(address("192.0.2.9"));
    }

    @Test
    void signInsAreBlockedSparedAndNeitherAnyMore() {
        String block = PROTECTION + "/blocked/new";
        HttpResponse<String> wrong = vera.post(
                block,
                Map.of("network", "everywhere", "account", "a\u0007", "reason", " ", "until", "2001-01-01"),
                block);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "id=\"network-problem\"",
                        "id=\"account-problem\"",
                        "Say why in words.",
                        "id=\"until-problem\"",
                        "value=\"everywhere\"");
        for (String network : List.of("", "0.0.0.0/0", "127.0.0.0/8")) {
            assertThat(vera.post(block, entry(network, ""), block).statusCode())
                    .as(network)
                    .isEqualTo(422);
        }
        assertThat(Visit.location(vera.post(block, entry("198.51.100.77/24", "ana"), block)))
                .isEqualTo(PROTECTION);
        vera.post(PROTECTION + "/allowed/new", entry("2001:db8::/32", ""), block);

        assertThat(entries(SignInListEntry.Kind.BLOCK)).containsExactly("198.51.100.0/24:ana@example.si");
        assertThat(entries(SignInListEntry.Kind.ALLOW)).containsExactly("2001:db8:0:0:0:0:0:0/32");
        String page = vera.get(PROTECTION).body();
        assertThat(page).contains("198.51.100.0/24:ana@example.si", "They guess.");
        String remove = PROTECTION + "/blocked/remove?network=198.51.100.0/24&account=ana@example.si";
        assertThat(vera.get(remove).body()).contains("End the block of 198.51.100.0/24:ana@example.si?");
        vera.post(remove, Map.of(), remove);
        assertThat(entries(SignInListEntry.Kind.BLOCK)).isEmpty();
        assertThat(vera.get(remove).statusCode()).isEqualTo(404);
        assertThat(vera.get(PROTECTION + "/other/new").statusCode()).isEqualTo(404);
    }

    @Test
    void passwordRulesAreDecidedAndHoldAtOnce() {
        Map<String, String> rules = passwords("30", "4", "Snežnik\r\n\r\nacme corp");
        assertThat(Visit.location(save(PASSWORDS, rules))).isEqualTo(PASSWORDS);
        assertThat(vera.get(PASSWORDS).body()).contains("The rules are changed", "acme corp\nsnežnik", "value=\"30\"");
        List<PasswordProblem> problems = server.part(PasswordRules.class)
                .problems(Secret.of("too short for that"), Profile.of(AccountName.of("x@example.si"), "X"));
        assertThat(problems).containsExactly(new PasswordProblem.TooShort(30));

        User user = server.user("made@example.si");
        PasswordChange made = server.part(UserPasswords.class)
                .reset(
                        user.id(),
                        NewPassword.AUTOMATIC,
                        new Actor("vera", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL),
                        server.now());
        assertThat(made)
                .isInstanceOfSatisfying(
                        PasswordChange.Done.class,
                        done -> assertThat(done.made().orElseThrow().reveal()).hasSizeGreaterThanOrEqualTo(30));

        HttpResponse<String> wrong = save(PASSWORDS, passwords("7", "5", "abc\nfine"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "Write a whole number from 8 to 64.",
                        "“abc” cannot be banned",
                        "Choose one of what is offered.");
        assertThat(vera.preferring("sl").get(PASSWORDS).body()).contains("Prepovedane besede", "Preskusite geslo");
    }

    @Test
    void aPasswordIsTriedAndLeavesNoTrace() {
        save(PASSWORDS, passwords("8", "0", "grintovec"));
        String tried = "grintovec1";
        HttpResponse<String> answer = vera.post(PASSWORDS + "/try", Map.of("password", tried, "owner", ""), PASSWORDS);
        assertThat(answer.body()).contains("is too close to “grintovec”").doesNotContain(tried);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(vera.post(
                                PASSWORDS + "/try",
                                Map.of("password", "xq janez 77 wo", "owner", "Janez@example.si"),
                                PASSWORDS)
                        .body())
                .contains("holds “janez”");
        assertThat(vera.post(PASSWORDS + "/try", Map.of("password", "rumen avtobus brez koles"), PASSWORDS)
                        .body())
                .contains("This password would be taken.");
        assertThat(recorded()).doesNotContain(tried);
        assertThat(vera.get(PASSWORDS + "/try?password=x").statusCode()).isIn(404, 405);
    }

    @Test
    void whoMayNotDecideSeesEverythingAndNoForms() {
        try (Visit revizor = Visit.signedIn(server, "revizor")) {
            assertThat(revizor.get(PROTECTION).body())
                    .contains("Wrong passwords until lockout", "Familiar places")
                    .doesNotContain("name=\"lockout.threshold\"", "/new");
            assertThat(revizor.get(PASSWORDS).body())
                    .contains("Minimum length")
                    .doesNotContain("name=\"passwords.minLength\"");
            for (String path : List.of(PROTECTION, PASSWORDS, PROTECTION + "/blocked/new")) {
                Map<String, String> form = protection("1", "1", "1", "");
                form.put("revision", "");
                assertThat(revizor.post(path, form, PASSWORDS).statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
            assertThat(revizor.get(PROTECTION + "/allowed/new").statusCode()).isEqualTo(403);
        }
        assertThat(part().text(SignInProtection.THRESHOLD)).isEqualTo("10");
    }

    private HttpResponse<String> save(String path, Map<String, String> form) {
        Map<String, String> whole = new HashMap<>(form);
        whole.put("revision", revision(vera.preferring("en").get(path).body()));
        return vera.post(path, whole, path);
    }

    private static Map<String, String> protection(String threshold, String first, String longest, String hosts) {
        return new HashMap<>(Map.of(
                "lockout.threshold", threshold,
                "lockout.durationSeconds", first,
                "lockout.longestSeconds", longest,
                "lockout.sharedHosts", hosts));
    }

    private static Map<String, String> passwords(String length, String score, String terms) {
        return Map.of("passwords.minLength", length, "passwords.minScore", score, "passwords.bannedTerms", terms);
    }

    private static Map<String, String> entry(String network, String account) {
        return Map.of("network", network, "account", account, "reason", "They guess.", "until", "2099-12-31");
    }

    private SignInProtection part() {
        return server.part(SignInProtection.class);
    }

    private List<String> entries(SignInListEntry.Kind kind) {
        return server.part(SignInLists.class).entries(kind, server.now()).stream()
                .map(entry -> entry.key().text())
                .toList();
    }

    private Admission guess(int password) {
        SignIns signIns = server.part(SignIns.class);
        SignInAttempt attempt = new SignInAttempt(
                AccountName.of("ana@example.si"), address("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(password));
        Admission admission = signIns.begin(attempt, server.now());
        if (admission instanceof Admission.Admitted) {
            signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
        }
        return admission;
    }

    private String recorded() {
        try (var entries = server.part(AuditLog.class).all()) {
            return entries.map(Object::toString).toList().toString();
        }
    }

    private static ClientAddress address(String text) {
        return ClientAddress.parse(text).orElseThrow();
    }

    private static String revision(String page) {
        Matcher revision = REVISION.matcher(page);
        assertThat(revision.find()).as(page).isTrue();
        return revision.group(1);
    }
}
