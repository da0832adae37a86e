package org.odklep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.cli.Cli.Outcome;
import org.odklep.cli.client.Json;
import org.odklep.cli.terminal.ExitCode;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.SendJournal;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.signin.factor.Totp;
import org.odklep.testing.PolicyClient;
import tools.jackson.databind.JsonNode;

/** Every command against the server itself, found through its data directory as on a mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsOnServerTest {
    private static final Pattern REFERENCE = Pattern.compile("Sending restriction (\\w{8})");

    private TestServer server;

    @TempDir
    Path directory;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aHijackedAccountIsExplainedListedReleasedAndSendsAgain() {
        run("policy", "create", "--set", "displayName=Tight", "--set", "conditions.accounts=ana@example.si")
                .code();
        assertThat(run("policy", "set", "Tight", "--set", "limits.externalRecipientsPerHour=1")
                        .code())
                .isZero();
        assertThat(run("why", "ana@example.si").output())
                .startsWith("ana@example.si is unknown here: it is not in the directory")
                .contains("0 of 1 external recipients per hour");
        assertThat(run("why", "ana@example.si").code()).isEqualTo(3);

        try (PolicyClient postfix = PolicyClient.connect(server.policyPort())) {
            postfix.send("ana@example.si", "a@elsewhere.example");
            String reply = postfix.send("ana@example.si", "b@elsewhere.example");

            Outcome why = run("why", "ana@example.si");
            assertThat(why.code()).isEqualTo(1);
            String reference = reference(why);
            assertThat(run("why", "reference", reference).output()).startsWith("ana@example.si may not send");
            assertThat(run("why", "550", "5.1.8", "<ana@example.si>:", "refused;", "reference", reference + ".")
                            .output())
                    .startsWith("ana@example.si may not send");
            assertThat(unwrapped(why))
                    .startsWith("ana@example.si may not send: This account went over its sending limit: 2 external")
                    .contains("reply " + reply)
                    .contains("measured 2 of 1 external recipients per hour", "127.0.0.1 2 2027-03-01")
                    .contains("odklep release ana@example.si --reason")
                    .contains("Policy Tight", "elsewhere.example");
            assertThat(run("restricted").output()).contains(reference, "ana@example.si", "2 of 1 external");
            assertThat(run("restricted", "--search", reference.toLowerCase(Locale.ROOT))
                            .output())
                    .contains("ana@example.si");

            Outcome release = run("release", "ana@example.si", "--reason", "Password changed, Ana called.");
            assertThat(release.code()).isZero();
            assertThat(unwrapped(release))
                    .startsWith("ana@example.si is released: every gate knows")
                    .contains("by token:local command line: Password changed, Ana called.");
            assertThat(postfix.send("ana@example.si", "b@elsewhere.example")).isEqualTo("DUNNO");

            Outcome again = run("release", reference, "--reason", "again");
            assertThat(again.code()).isZero();
            assertThat(again.output()).contains("was released before; nothing changed");
            assertThat(run("restricted", "--ended").output()).contains(reference);
        }
    }

    @Test
    void slipsOfTheHandAreRefusedOrPointedOut() {
        Outcome spaced = run("why", "ana", "novak");
        assertThat(spaced.code()).isEqualTo(5);
        assertThat(spaced.errors()).contains("an account name holds no blanks");
        assertThat(run("restrict", "ana novak", "--reason", "r").code()).isEqualTo(5);
        assertThat(run("allow", "add", "ana novak", "--reason", "r").code()).isEqualTo(5);
        assertThat(run("restrict", "nobody@tipkarska.si", "--reason", "r").errors())
                .contains("no such user in the directory");
        assertThat(run("restrict", "nobody@tipkarska.si", "--reason", "r").errors())
                .isEmpty();
        assertThat(run("allow", "add", "niemand@tipkarska.si", "--reason", "r").errors())
                .contains("Check the spelling");
        assertThat(run("audit", "list", "--target", "NOBODY@tipkarska.si").output())
                .contains("nobody@tipkarska.si");
    }

    @Test
    void anOperatorRestrictsAndTheAllowListOutranksThat() {
        Outcome restrict = run("restrict", "bor", "--reason", "Answered a phishing page");
        assertThat(restrict.output()).startsWith("bor@example.si may not send any more.");
        assertThat(run("restrict", "bor@example.si", "--reason", "twice").output())
                .startsWith("bor@example.si was restricted before; nothing changed.")
                .contains("Answered a phishing page");

        assertThat(run("allow", "add", "bor@example.si", "--reason", "Minister", "--until", "2027-03-31")
                        .output())
                .contains("2027-04-01 00:00:00+02", "token:local command line", "Minister");
        assertThat(run("why", "bor@example.si").output())
                .startsWith("bor@example.si may send: the allow-list outranks every restriction. Restriction ")
                .contains("it stops the account again when", "not yet", "outranked by the allow-list:");
        Outcome everybody = run("allow", "add", "*@*", "--reason", "all");
        assertThat(everybody.code()).isEqualTo(5);
        assertThat(everybody.errors()).contains("ACCOUNT|@DOMAIN: '*@*' cannot allow everybody", "shadow mode");
        assertThat(run("allow", "list").output()).contains("bor@example.si");

        Outcome outranked = run("restrict", "bor@example.si", "--reason", "again");
        assertThat(outranked.code()).isEqualTo(6);
        assertThat(outranked.errors()).contains("remove 'bor@example.si' from it first");

        assertThat(run("allow", "remove", "bor@example.si").code()).isZero();
        assertThat(run("allow", "remove", "bor@example.si").code()).isEqualTo(3);
        assertThat(run("why", "bor@example.si").code()).isEqualTo(1);
        assertThat(run("release", "bor@example.si", "--reason", "over").code()).isZero();
        assertThat(run("release", "nobody@example.si", "--reason", "over").code())
                .isEqualTo(1);
    }

    @Test
    void aPolicyIsForTheGroupsOfTheDirectory() {
        assertThat(run("user", "add", "clan@example.si", "--display-name", "Clan", "--group", "bulletin")
                        .code())
                .isZero();
        Outcome create =
                run("policy", "create", "--set", "displayName=Bulletin", "--set", "conditions.groups=bulletin");
        assertThat(create.errors()).doesNotContain("warning");

        OutboundPolicies policies = server.bean(OutboundPolicies.class);
        assertThat(policies.forAccount(AccountName.of("clan@example.si")).name())
                .isEqualTo("Bulletin");
        assertThat(policies.forAccount(AccountName.of("drug@example.si")).isDefault())
                .isTrue();
        assertThat(run("policy", "delete", "Bulletin").code()).isZero();
    }

    @Test
    void aGroupThatNobodyIsInIsTakenWithAWarning() {
        Outcome create = run("policy", "create", "--set", "displayName=Odd", "--set", "conditions.groups=nosuch");
        assertThat(create.code()).isZero();
        assertThat(unwrapped(create))
                .contains("warning conditions.groups: no user is in a group 'nosuch', nor is it in odklep.groups");
        assertThat(run("policy", "delete", "Odd").code()).isZero();
    }

    @Test
    void whySaysThatAPolicyOnlyAlerts() {
        run("policy", "create", "--set", "displayName=Watch", "--set", "conditions.accounts=eva@example.si")
                .code();
        run("policy", "set", "Watch", "--set", "actionWhenThresholdReached=Alert")
                .code();
        assertThat(run("why", "eva@example.si").output())
                .contains("Policy Watch, which only alerts: it records and refuses nothing;");
        run("policy", "delete", "Watch");
    }

    @Test
    void aPolicyIsMadeShownChangedSentBackAndDeleted() throws IOException {
        Path file = directory.resolve("policy.json");
        Files.writeString(file, run("policy", "template").output());
        assertThat(run("policy", "create", "--file", file.toString(), "--set", "displayName=Letters")
                        .output())
                .contains("Policy Letters", "mode        enforce", "500 external recipients per hour");

        Outcome shown = run("policy", "show", "letters", "--json");
        Files.writeString(file, shown.output());
        assertThat(run(
                                "policy",
                                "set",
                                "Letters",
                                "--file",
                                file.toString(),
                                "--set",
                                "limits.recipientsPerDay=no limit")
                        .output())
                .contains("recipients per 24 hours: no limit");

        Outcome wrong = run("policy", "set", "Letters", "--set", "mode=loud", "--set", "limits.recipientsPerDay=lots");
        assertThat(wrong.code()).isEqualTo(5);
        assertThat(wrong.errors())
                .startsWith("odklep: nothing was changed:\n")
                .contains("\n  mode: ", "\n  limits.recipientsPerDay: ");

        assertThat(run("policy", "list").output()).contains("Letters", "default", "everybody");
        assertThat(run("policy", "delete", "Letters").code()).isZero();
        assertThat(run("policy", "show", "Letters").code()).isEqualTo(3);
        assertThat(run("policy", "delete", "default").code()).isEqualTo(6);
    }

    @Test
    void aReplayTriesThePoliciesThatAreInForce() {
        run("policy", "create", "--set=displayName=Tried", "--set=conditions.accounts=bor@example.si");
        run("policy", "set", "Tried", "--set=limits.firstTimeExternalRecipientsPerDay=20");

        Outcome replay = run("replay", "docs/replay/mail.log");

        assertThat(replay.code()).isZero();
        assertThat(unwrapped(replay))
                .contains("bor@example.si 2026-11-21 03:14 when released first-time per day 21/20 46")
                .contains("Policies: those of the server at " + server.url() + ".");
        run("policy", "delete", "Tried");
    }

    @Test
    void aShadowPolicyAlertsAndStopsNobody() {
        run(
                "policy",
                "create",
                "--set=displayName=Shadow",
                "--set=mode=shadow",
                "--set=conditions.accounts=cveta@example.si",
                "--set=limits.recipientsPerDay=1");
        try (PolicyClient postfix = PolicyClient.connect(server.policyPort())) {
            postfix.send("cveta@example.si", "a@elsewhere.example");
            assertThat(postfix.send("cveta@example.si", "b@elsewhere.example")).isEqualTo("DUNNO");
        }
        server.bean(SendJournal.class).flush();

        assertThat(unwrapped(run("alerts", "--account", "cveta@example.si")))
                .contains("cveta@example.si Shadow BlockUser (shadow) 2 of 1 recipients per 24 hours");
        assertThat(run("alerts", "--account", "nobody@example.si").output()).isEqualTo("No alerts.\n");
        assertThat(run("why", "cveta@example.si").output()).contains("Policy Shadow, in shadow");
    }

    @Test
    void aTokenIsIssuedUsedLimitedToItsRoleAndRevoked() {
        Path file = directory.resolve("auditor.token");
        assertThat(run("token", "issue", "revision", "--role", "auditor", "--expires", "90d", "--to", file.toString())
                        .code())
                .isZero();
        Cli auditor = new Cli()
                .at(server.clock())
                .with("ODKLEP_URL", server.url())
                .with("ODKLEP_TOKEN_FILE", file.toString());
        assertThat(auditor.run("why", "dare@example.si").code()).isEqualTo(3);
        Outcome denied = auditor.run("restrict", "dare@example.si", "--reason", "no");
        assertThat(denied.code()).isEqualTo(4);
        assertThat(denied.errors()).contains("Security administrator").hasLineCount(1);

        Outcome list = run("token", "list");
        String id = list.output()
                .lines()
                .filter(line -> line.contains(" revision "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
        assertThat(run("token", "revoke", id).code()).isZero();
        assertThat(run("token", "revoke", id).code()).isEqualTo(3);
        Outcome revoked = auditor.run("why", "dare@example.si");
        assertThat(revoked.code()).isEqualTo(4);
        assertThat(revoked.errors()).contains("has expired or was revoked").hasLineCount(1);
        assertThat(run("token", "issue", "x", "--role", "king", "--expires", "1d")
                        .code())
                .isEqualTo(5);
    }

    @Test
    void administratorsAreMadeListedResetAndRemoved() {
        Cli cli = new Cli().at(server.clock()).with("ODKLEP_DATA", server.data().toString());
        assertThat(run("administrator", "add", "chief", "--role", "globalAdministrator")
                        .output())
                .matches("([A-Z]?[a-z]{4,5}-){4}[2-9]{2}\n");
        Outcome chosen = cli.reading("a password that nobody guesses\n")
                .run("administrator", "add", "Maja", "--role", "auditor", "--ask-password");
        assertThat(chosen.output()).isEqualTo("maja may sign in now, with the role auditor.\n");
        assertThat(cli.reading("short\n")
                        .run("administrator", "reset-password", "maja", "--ask-password")
                        .code())
                .isEqualTo(5);
        assertThat(run("administrator", "list").output()).contains("chief", "maja", "auditor");
        assertThat(run("administrator", "remove", "maja").code()).isZero();
        assertThat(run("administrator", "remove", "maja").code()).isEqualTo(3);
        assertThat(run("administrator", "remove", "chief").code()).isEqualTo(6);
    }

    @Test
    void theSecondFactorOfWhoLostEverythingIsTakenAway() {
        run("administrator", "add", "lost", "--role", "auditor");
        String[] remove = {"administrator", "remove-second-factor", "lost", "--reason", "The phone was stolen."};
        assertThat(run(remove).code()).isEqualTo(3);
        SecondFactors factors = server.bean(SecondFactors.class);
        SessionOwner owner = new SessionOwner(SessionOwner.Kind.ADMINISTRATOR, "lost");
        Actor actor = new Actor("lost", Role.AUDITOR, ClientAddress.LOCAL);
        Instant now = server.clock().instant();
        factors.begin(owner, now);
        byte[] key =
                new Base32().decode(factors.pending(owner, now).orElseThrow().reveal());
        factors.confirm(owner, Secret.of(Totp.code(key, Totp.step(now))), actor, now);

        assertThat(run(remove).output()).startsWith("lost signs in with the password alone now");
        assertThat(factors.summary(owner).isSet()).isFalse();
        assertThat(unwrapped(run("audit", "list", "--target", "administrator:lost")))
                .contains("token:local command line factor.remove administrator:lost The phone was stolen.");
    }

    @Test
    void theAuditLogIsListedVerifiedExportedAndVerifiedAgainWithoutTheServer() {
        run("restrict", "edi@example.si", "--reason", "čudna pošta");
        run("release", "edi@example.si", "--reason", "rešeno");

        assertThat(unwrapped(run("audit", "list", "--target", "edi@example.si")))
                .contains("token:local command line restriction.release edi@example.si rešeno")
                .contains("restriction.open edi@example.si čudna pošta");
        assertThat(unwrapped(run("audit", "list", "--target", "edi@example.si", "--action", "restriction.release")))
                .contains("rešeno")
                .doesNotContain("čudna pošta");
        assertThat(run("audit", "list", "--actor", "token:local command line", "--since", "2001-01-01", "--limit", "1")
                        .output())
                .hasLineCount(2);
        assertThat(run("audit", "list", "--until", "2001-01-01").output()).isEqualTo("No entries.\n");
        assertThat(run("audit", "list", "--since", "yesterday").code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("audit", "list", "--limit", "1").output()).hasLineCount(2);
        Outcome verified = run("audit", "verify");
        assertThat(verified.output()).startsWith("The audit log is intact: ");

        Path file = directory.resolve("audit.jsonl");
        Outcome export = run("audit", "export", file.toString());
        assertThat(export).isEqualTo(verified);
        assertThat(new Cli().run("audit", "verify", "--file", file.toString())).isEqualTo(verified);
        JsonNode all = Json.read(run("audit", "list", "--json").output());
        assertThat(file).content().hasLineCount(all.size());
    }

    @Test
    void manyRestrictionsAreReadPageByPage() {
        for (int i = 0; i < 205; i++) {
            run("restrict", "many" + i + "@example.si", "--reason", "r");
        }

        JsonNode all = Json.read(run("restricted", "--search", "many", "--json").output());
        assertThat(all.valueStream()
                        .map(each -> each.path("senderAddress").asString())
                        .distinct())
                .hasSize(205);
        assertThat(run("restricted", "--search", "many").output()).contains("\n205 restrictions.");
    }

    @Test
    void namesAndReasonsThatCannotBeAreRefusedByTheServer() {
        assertThat(run("restrict", "a\u200bna", "--reason", "r").errors()).contains("senderAddress", "invisible");
        assertThat(run("release", "ana@example.si", "--reason", " ").errors()).contains("reason: ");
        assertThat(run("why", "a/../b").code()).isIn(3, 5);
        assertThat(run("why", " ").code()).isEqualTo(5);
        assertThat(run("audit", "list", "--target", "it's \"quoted\" & odd").output())
                .isEqualTo("No entries.\n");
        assertThat(run("restricted", "--search", "\"&$top=1").output()).isEqualTo("No restriction matches.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"news/sports", "DOMAIN\\ana", "100%", "a;b=c@example.si", "../etc", "it's/o'clock", ".."})
    void namesThatCannotStandInAPathAreReachedAllTheSame(String name) {
        assertThat(run("restrict", name, "--reason", "r").code()).isZero();
        assertThat(run("why", name).code()).isEqualTo(1);
        assertThat(run("restricted", "--search", name).output()).contains(name.toLowerCase(Locale.ROOT));
        assertThat(run("alerts", "--account", name).output()).isEqualTo("No alerts.\n");
        assertThat(run("audit", "list", "--target", name).code()).isZero();
        assertThat(run("release", name, "--reason", "over").output()).contains("is released");
        assertThat(run("release", name, "--reason", "over").output()).contains("was released before");
        assertThat(run("allow", "add", name, "--reason", "r").code()).isZero();
        assertThat(run("why", name).output()).contains("the allow-list outranks");
        assertThat(run("allow", "remove", name).code()).isZero();
        assertThat(run("allow", "remove", name).code()).isEqualTo(3);
        assertThat(run("release", name + "/never", "--reason", "over").code()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsAwayIsToldAndNothingIsTakenForDone() {
        server.takeStoreAway(true);
        try {
            Outcome outcome = run("restrict", "franc@example.si", "--reason", "r");
            assertThat(outcome.errors()).contains("try again later").hasLineCount(1);
            assertThat(outcome.code()).isEqualTo(69);
        } finally {
            server.takeStoreAway(false);
        }
        assertThat(run("why", "franc@example.si").code()).isEqualTo(3);
    }

    @Test
    void aTokenThatHasExpiredOpensNothing() {
        Path file = Cli.secretFile(
                directory,
                server.token(Role.AUDITOR, "short", Duration.ofSeconds(-1)).reveal());
        Outcome outcome = new Cli().run("why", "ana", "--server", server.url(), "--token-file", file.toString());

        assertThat(outcome.code()).isEqualTo(4);
    }

    private Outcome run(String... arguments) {
        return new Cli()
                .at(server.clock())
                .with("ODKLEP_DATA", server.data().toString())
                .run(arguments);
    }

    private static String reference(Outcome outcome) {
        Matcher matcher = REFERENCE.matcher(outcome.output());
        assertThat(matcher.find()).as(outcome.output()).isTrue();
        return matcher.group(1);
    }

    /** The output with every run of white space as one blank. */
    private static String unwrapped(Outcome outcome) {
        return outcome.output().replaceAll("\\s+", " ");
    }
}
