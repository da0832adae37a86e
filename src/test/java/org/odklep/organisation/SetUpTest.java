package org.odklep.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.account.Passwords;
import org.odklep.account.ReadableHash;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.setting.Decisions;
import org.odklep.setting.SettingProblem;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryFoundingStore;
import org.odklep.store.memory.MemorySettingStore;

class SetUpTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.7");
    private static final Organisation NOBODYS = new Organisation("", List.of(), Optional.empty(), ZoneOffset.UTC);
    private static final Secret WEAK = Secret.of("password1234");
    private static final Secret PASSWORD = Secret.of("correct horse battery");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryAdministratorStore store = new MemoryAdministratorStore(audit);
    private final Passwords passwords = new Passwords(new ReadableHash(), 2, Duration.ofSeconds(5));
    private final MemorySettingStore settings = new MemorySettingStore(audit);
    private final OrganisationDecision decision = new OrganisationDecision(new Decisions(settings), NOBODYS, Set.of());
    private final SetUp setUp = setUp(decision);

    @Test
    void theCodeHas26LettersInGroups() {
        assertThat(setUp.issueCode().orElseThrow()).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}");
    }

    @Test
    void theCodeMakesTheFirstAdministratorWhoMayDoEverything() {
        String code = setUp.issueCode().orElseThrow();
        SetUpResult result = create(code, "Ana");
        assertThat(result).isInstanceOf(SetUpResult.Created.class);
        Administrator ana = store.find(AccountName.of("ana")).orElseThrow();
        assertThat(ana.role()).isEqualTo(Role.GLOBAL_ADMINISTRATOR);
        assertThat(setUp.isNeeded()).isFalse();
        List<AuditEvent> entries = audit.newest(new AuditQuery(Optional.empty(), Long.MAX_VALUE, 9)).stream()
                .map(AuditEntry::event)
                .toList();
        assertThat(entries).extracting(AuditEvent::action).containsExactly("setting.update", "administrator.create");
        assertThat(entries).extracting(AuditEvent::actor).containsOnly("ana");
        assertThat(entries.toString()).doesNotContain("horse").doesNotContain(code);
    }

    @Test
    void theOrganisationHoldsFromThenOnAndItsFirstDomainIsTheDefault() {
        create(setUp.issueCode().orElseThrow(), "ana");
        assertThat(decision.current())
                .isEqualTo(new Organisation(
                        "Občina Lipovec",
                        List.of(MailDomain.of("lipovec.si"), MailDomain.of("xn--ola-zza.si")),
                        Optional.of(MailDomain.of("lipovec.si")),
                        ZoneId.of("Europe/Ljubljana")));
        assertThat(audit.newest(new AuditQuery(Optional.of("setting:organisation"), Long.MAX_VALUE, 9)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.event().after())
                        .isEqualTo("organisation.name=Občina Lipovec, organisation.domains=lipovec.si xn--ola-zza.si,"
                                + " organisation.defaultDomain=lipovec.si,"
                                + " organisation.timeZone=Europe/Ljubljana"));
    }

    @Test
    void whatTheConfigurationSaysIsNeitherAskedNorStored() {
        Organisation configured =
                new Organisation("Občina", List.of(MailDomain.of("a.si")), Optional.empty(), ZoneOffset.UTC);
        SetUp fixed = setUp(
                new OrganisationDecision(new Decisions(settings), configured, Set.copyOf(OrganisationDecision.NAMES)));
        String code = fixed.issueCode().orElseThrow();
        Map<String, String> ignored = Map.of(OrganisationDecision.DOMAINS, "evil.example");

        assertThat(fixed.create(request(code, "ana", PASSWORD, ignored), OFFICE, NOW))
                .isInstanceOf(SetUpResult.Created.class);
        assertThat(settings.load().settings()).isEmpty();
        assertThat(audit.all()).hasSize(1);
    }

    @Test
    void theCodeMayBeTypedAsPeopleReadIt() {
        String code = setUp.issueCode().orElseThrow();
        String typed = " " + code.toLowerCase(Locale.ROOT).replace('-', ' ').replace('0', 'o') + " ";
        assertThat(create(typed, "ana")).isInstanceOf(SetUpResult.Created.class);
    }

    @Test
    void theCodeWorksOnce() {
        String code = setUp.issueCode().orElseThrow();
        create(code, "ana");
        assertThat(create(code, "mallory")).isEqualTo(new SetUpResult.AlreadySetUp());
        assertThat(setUp.issueCode()).isEmpty();
        assertThat(store.all()).hasSize(1);
    }

    @Test
    void theCodeOfAnEarlierStartIsWrong() {
        String code = setUp.issueCode().orElseThrow();
        SetUp restarted = setUp(decision);
        assertThat(restarted.create(request(code, "ana", PASSWORD, Map.of()), OFFICE, NOW))
                .isEqualTo(new SetUpResult.WrongCode());
        restarted.issueCode();
        assertThat(restarted.create(request(code, "ana", PASSWORD, Map.of()), OFFICE, NOW))
                .isEqualTo(new SetUpResult.WrongCode());
    }

    @Test
    void afterTwentyWrongCodesTheRightOneIsRefusedToo() {
        String code = setUp.issueCode().orElseThrow();
        for (int i = 1; i < 20; i++) {
            assertThat(create("WRONG", "ana")).isEqualTo(new SetUpResult.WrongCode());
        }
        assertThat(create("WRONG", "ana")).isEqualTo(new SetUpResult.TooManyWrongCodes());
        assertThat(create(code, "ana")).isEqualTo(new SetUpResult.TooManyWrongCodes());
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void whatIsWrongBesideTheCodeIsSaidAtOnceAndTheCodeGoesOnWorking() {
        String code = setUp.issueCode().orElseThrow();
        Secret brief = Secret.of("short");
        Map<String, String> wrong = Map.of(
                OrganisationDecision.NAME, " ",
                OrganisationDecision.DOMAINS, "si",
                OrganisationDecision.TIME_ZONE, "Europe/Lipovec");
        assertThat(setUp.create(request(code, "policy:Default", brief, wrong), OFFICE, NOW))
                .isEqualTo(new SetUpResult.Invalid(
                        Set.of(SetUpResult.Problem.NAME, SetUpResult.Problem.PASSWORD_TOO_SHORT),
                        List.of(
                                new SettingProblem(OrganisationDecision.NAME, "", "MISSING"),
                                new SettingProblem(OrganisationDecision.DOMAINS, "si", "WRONG"),
                                new SettingProblem(OrganisationDecision.TIME_ZONE, "Europe/Lipovec", "WRONG"))));
        assertThat(setUp.create(request(code, "ana", WEAK, Map.of()), OFFICE, NOW))
                .isEqualTo(new SetUpResult.Invalid(Set.of(SetUpResult.Problem.PASSWORD_WEAK), List.of()));
        assertThat(setUp.create(request(code, "ana", Secret.of("x".repeat(257)), Map.of()), OFFICE, NOW))
                .isEqualTo(new SetUpResult.Invalid(Set.of(SetUpResult.Problem.PASSWORD_TOO_LONG), List.of()));
        SetUp.Request asked = request(code, "ana", PASSWORD, Map.of());
        assertThat(setUp.create(
                        new SetUp.Request(asked.code(), "ana", PASSWORD, brief, asked.organisation()), OFFICE, NOW))
                .isEqualTo(new SetUpResult.Invalid(Set.of(SetUpResult.Problem.PASSWORDS_DIFFER), List.of()));
        assertThat(store.isEmpty()).isTrue();
        assertThat(settings.load().version()).isZero();
        assertThat(create(code, "ana")).isInstanceOf(SetUpResult.Created.class);
    }

    @Test
    void anAdministratorMadeOnAnotherNodeEndsTheSetUpHere() {
        String code = setUp.issueCode().orElseThrow();
        Administrator other = new Administrator(AccountName.of("bojan"), Role.GLOBAL_ADMINISTRATOR, "hash", NOW);
        store.add(other, new AuditEvent(NOW, "bojan", OFFICE, "administrator.create", other.target(), "", null, null));
        assertThat(create(code, "ana")).isEqualTo(new SetUpResult.AlreadySetUp());
        assertThat(store.all()).containsExactly(other);
    }

    private SetUpResult create(String code, String name) {
        return setUp.create(request(code, name, PASSWORD, Map.of()), OFFICE, NOW);
    }

    private static SetUp.Request request(String code, String name, Secret password, Map<String, String> changes) {
        Map<String, String> organisation = new HashMap<>(Map.of(
                OrganisationDecision.NAME, " Občina Lipovec ",
                OrganisationDecision.DOMAINS, "Lipovec.si\nšola.si.",
                OrganisationDecision.TIME_ZONE, "europe/ljubljana"));
        organisation.putAll(changes);
        return new SetUp.Request(Secret.of(code), name, password, password, organisation);
    }

    private SetUp setUp(OrganisationDecision organisation) {
        return new SetUp(
                store,
                new MemoryFoundingStore(store, settings, audit),
                organisation,
                passwords,
                asked -> !asked.password().equals(WEAK),
                new SecureRandom());
    }
}
