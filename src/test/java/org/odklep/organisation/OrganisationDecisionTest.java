package org.odklep.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.setting.Decisions;
import org.odklep.setting.SettingChange;
import org.odklep.setting.SettingProblem;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemorySettingStore;

class OrganisationDecisionTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Actor VERA = new Actor("vera", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
    private static final ZoneId LJUBLJANA = ZoneId.of("Europe/Ljubljana");
    private static final Organisation CONFIGURED =
            new Organisation("", List.of(domain("old.si")), Optional.of(domain("old.si")), LJUBLJANA);

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemorySettingStore store = new MemorySettingStore(audit);
    private final OrganisationDecision decision = decision(Set.of());

    @Test
    void whileNobodyDecidedTheConfigurationHolds() {
        assertThat(decision.current()).isEqualTo(CONFIGURED);
        assertThat(decision.current()).isSameAs(decision.current());
    }

    @Test
    void whatIsDecidedHoldsAtOnceHereAndElsewhereAfterTheNextLook() {
        Decisions there = new Decisions(store);
        OrganisationDecision follower = new OrganisationDecision(there, CONFIGURED, Set.of());
        assertThat(change(Map.of(OrganisationDecision.NAME, "Občina", OrganisationDecision.DOMAINS, "b.si, a.si")))
                .isEqualTo(new SettingChange.Done());

        Organisation now = decision.current();
        assertThat(now)
                .isEqualTo(new Organisation(
                        "Občina", List.of(domain("b.si"), domain("a.si")), Optional.of(domain("a.si")), LJUBLJANA));
        assertThat(follower.current()).isEqualTo(CONFIGURED);
        there.refresh();
        assertThat(follower.current()).isEqualTo(now);
        assertThat(follower.revision()).isEqualTo(decision.revision());
    }

    @Test
    void theAuditLogSaysWhatWasAndWhatIs() {
        change(Map.of(OrganisationDecision.TIME_ZONE, "UTC"));
        AuditEntry entry = audit.all().toList().getFirst();
        assertThat(entry.event().action()).isEqualTo("setting.update");
        assertThat(entry.event().target()).isEqualTo("setting:organisation");
        assertThat(entry.event().before())
                .isEqualTo("organisation.defaultDomain=old.si, organisation.domains=old.si,"
                        + " organisation.timeZone=Europe/Ljubljana");
        assertThat(entry.event().after())
                .isEqualTo("organisation.defaultDomain=a.si, organisation.domains=a.si, organisation.timeZone=UTC");
    }

    @Test
    void whatIsAsConfiguredIsNotStored() {
        SettingChange same = change(Map.of(
                OrganisationDecision.DOMAINS, "OLD.si.",
                OrganisationDecision.DEFAULT_DOMAIN, "old.si",
                OrganisationDecision.NAME, "Občina"));
        assertThat(same).isEqualTo(new SettingChange.Done());
        assertThat(store.load().settings()).containsOnlyKeys(OrganisationDecision.NAME);
    }

    @Test
    void onlyAGlobalAdministratorMayDecide() {
        for (Role role : Role.values()) {
            Actor actor = new Actor("x", role, ClientAddress.LOCAL);
            SettingChange answer = decision.change(typed(Map.of()), decision.revision(), actor, NOON);
            assertThat(answer)
                    .as(role.key())
                    .isEqualTo(
                            role == Role.GLOBAL_ADMINISTRATOR
                                    ? new SettingChange.Done()
                                    : new SettingChange.NotAllowed(Role.GLOBAL_ADMINISTRATOR));
        }
    }

    @Test
    void whoSawAnOldVersionIsTold() {
        String seen = decision.revision();
        change(Map.of(OrganisationDecision.NAME, "first"));
        assertThat(decision.change(typed(Map.of(OrganisationDecision.NAME, "second")), seen, VERA, NOON))
                .isEqualTo(new SettingChange.Conflict());
        assertThat(decision.current().name()).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "si",
                "localhost",
                "192.0.2.1",
                "[192.0.2.1]",
                "ana@a.si",
                "https://a.si/",
                "*.a.si",
                "a..si",
                "-a.si",
                "a.si\u202e",
                "xn--\u0130.si"
            })
    void whatIsNoDomainOfTheInternetIsRefused(String text) {
        assertThat(change(Map.of(OrganisationDecision.DOMAINS, "a.si\n" + text)))
                .isEqualTo(invalid(OrganisationDecision.DOMAINS, text, "WRONG"));
        assertThat(store.load().version()).isZero();
    }

    @Test
    void labelsThatDnsCannotHoldAreRefused() {
        assertThat(change(Map.of(OrganisationDecision.DOMAINS, "a.si " + "x".repeat(64) + ".si")))
                .isEqualTo(invalid(OrganisationDecision.DOMAINS, "x".repeat(64) + ".si", "WRONG"));
    }

    @Test
    void domainsInTheLettersOfALanguageAreStoredAsTheMailHasThem() {
        change(Map.of(
                OrganisationDecision.DOMAINS, "Šola-Čebela.si", OrganisationDecision.DEFAULT_DOMAIN, "šola-čebela.si"));
        MailDomain stored = decision.current().defaultDomain().orElseThrow();
        assertThat(stored.value()).startsWith("xn--").endsWith(".si");
        assertThat(stored.readable()).isEqualTo("šola-čebela.si");
        assertThat(decision.text(OrganisationDecision.DOMAINS)).isEqualTo(stored.value());
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        SettingChange answer = change(Map.of(
                OrganisationDecision.NAME, "x".repeat(101),
                OrganisationDecision.DOMAINS, "a.si b.si A.SI nonsense",
                OrganisationDecision.DEFAULT_DOMAIN, "c.si",
                OrganisationDecision.TIME_ZONE, "Europe/Lipovec"));
        assertThat(answer)
                .isEqualTo(new SettingChange.Invalid(List.of(
                        new SettingProblem(OrganisationDecision.NAME, "", "WRONG"),
                        new SettingProblem(OrganisationDecision.DOMAINS, "a.si", "TWICE"),
                        new SettingProblem(OrganisationDecision.DOMAINS, "nonsense", "WRONG"),
                        new SettingProblem(OrganisationDecision.DEFAULT_DOMAIN, "c.si", "OUTSIDE"),
                        new SettingProblem(OrganisationDecision.TIME_ZONE, "Europe/Lipovec", "WRONG"))));
        assertThat(store.load().version()).isZero();
    }

    @Test
    void aNameWithInvisibleCharactersIsRefused() {
        assertThat(change(Map.of(OrganisationDecision.NAME, "Ob\u202ečina")))
                .isEqualTo(invalid(OrganisationDecision.NAME, "", "WRONG"));
    }

    @Test
    void thereIsAnEndToDomains() {
        String many = IntStream.rangeClosed(0, OrganisationProblem.MOST_DOMAINS)
                .mapToObj(number -> "d" + number + ".a.si")
                .collect(Collectors.joining("\n"));
        assertThat(change(Map.of(OrganisationDecision.DOMAINS, "a.si\n" + many)))
                .isEqualTo(invalid(OrganisationDecision.DOMAINS, "", "TOO_MANY"));
    }

    @Test
    void whatTheConfigurationNamesIsNotDecidedHere() {
        OrganisationDecision fixed = decision(Set.of(OrganisationDecision.DOMAINS, OrganisationDecision.TIME_ZONE));
        assertThat(change(
                        fixed,
                        Map.of(
                                OrganisationDecision.DOMAINS, "evil.si",
                                OrganisationDecision.DEFAULT_DOMAIN, "mail.old.si",
                                OrganisationDecision.TIME_ZONE, "nonsense")))
                .isEqualTo(new SettingChange.Done());
        assertThat(fixed.current())
                .isEqualTo(
                        new Organisation("", List.of(domain("old.si")), Optional.of(domain("mail.old.si")), LJUBLJANA));
        assertThat(change(fixed, Map.of(OrganisationDecision.DEFAULT_DOMAIN, "a.si")))
                .isEqualTo(invalid(OrganisationDecision.DEFAULT_DOMAIN, "a.si", "OUTSIDE"));
    }

    @Test
    void aConfiguredDefaultDomainHasToBeAmongTheDomains() {
        OrganisationDecision fixed = decision(Set.of(OrganisationDecision.DEFAULT_DOMAIN));
        assertThat(change(fixed, Map.of(OrganisationDecision.DOMAINS, "a.si")))
                .isEqualTo(invalid(OrganisationDecision.DOMAINS, "old.si", "OUTSIDE"));
        assertThat(change(fixed, Map.of(OrganisationDecision.DOMAINS, "a.si old.si")))
                .isEqualTo(new SettingChange.Done());
    }

    @Test
    void aConfigurationThatNamesADomainTwiceKeepsNobodyFromSaving() {
        Organisation twice =
                new Organisation("", List.of(domain("old.si"), domain("old.si")), Optional.empty(), LJUBLJANA);
        OrganisationDecision fixed =
                new OrganisationDecision(new Decisions(store), twice, Set.of(OrganisationDecision.DOMAINS));
        assertThat(change(fixed, Map.of(OrganisationDecision.NAME, "Občina", OrganisationDecision.DEFAULT_DOMAIN, "")))
                .isEqualTo(new SettingChange.Done());
        assertThat(fixed.current().name()).isEqualTo("Občina");
    }

    @Test
    void aConfigurationThatComesLaterOutranksWhatWasDecided() {
        change(Map.of(OrganisationDecision.NAME, "Občina"));
        Decisions restarted = new Decisions(store);
        restarted.refresh();
        Organisation now =
                new OrganisationDecision(restarted, CONFIGURED, Set.of(OrganisationDecision.DOMAINS)).current();
        assertThat(now.domains()).containsExactly(domain("old.si"));
        assertThat(now.name()).isEqualTo("Občina");
    }

    @Test
    void zonesAreFoundHoweverTheyAreTyped() {
        assertThat(Zones.parse(" europe/ljubljana ")).contains(LJUBLJANA);
        assertThat(Zones.parse("America/new york")).contains(ZoneId.of("America/New_York"));
        assertThat(Zones.parse("")).isEmpty();
        assertThat(Zones.all())
                .contains("UTC", "Europe/Ljubljana")
                .allSatisfy(zone -> assertThat(Zones.parse(zone)).isPresent());
    }

    private SettingChange change(Map<String, String> changes) {
        return change(decision, changes);
    }

    private static SettingChange change(OrganisationDecision decision, Map<String, String> changes) {
        return decision.change(typed(changes), decision.revision(), VERA, NOON);
    }

    private static Map<String, String> typed(Map<String, String> changes) {
        Map<String, String> typed = new HashMap<>(Map.of(
                OrganisationDecision.DOMAINS, "a.si",
                OrganisationDecision.DEFAULT_DOMAIN, "a.si",
                OrganisationDecision.TIME_ZONE, "Europe/Ljubljana"));
        typed.putAll(changes);
        return typed;
    }

    private OrganisationDecision decision(Set<String> fixed) {
        return new OrganisationDecision(new Decisions(store), CONFIGURED, fixed);
    }

    private static SettingChange invalid(String name, String value, String kind) {
        return new SettingChange.Invalid(List.of(new SettingProblem(name, value, kind)));
    }

    private static MailDomain domain(String text) {
        return MailDomain.of(text);
    }
}
