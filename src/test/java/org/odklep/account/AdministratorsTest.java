package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;

class AdministratorsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.7");
    private static final Secret RIGHT = Secret.of("correct horse battery");
    private static final Secret WRONG = Secret.of("incorrect horse battery");

    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryAdministratorStore store = new MemoryAdministratorStore(audit);
    private final ReadableHash hash = new ReadableHash();
    private final List<Runnable> later = new ArrayList<>();
    private final Administrators administrators =
            new Administrators(store, audit, new Passwords(hash, 2, Duration.ofSeconds(5)), later::add);
    private final Administrator ana =
            new Administrator(AccountName.of("ana"), Role.SECURITY_ADMINISTRATOR, hash.of(RIGHT), NOW);

    AdministratorsTest() {
        store.add(ana, new AuditEvent(NOW, "test", OFFICE, "administrator.create", ana.target(), "", null, null));
    }

    @Test
    void theRightPasswordSignsInAndIsRecorded() {
        assertThat(administrators.signIn("ana", RIGHT, OFFICE, NOW)).isEqualTo(new SignInResult.Granted(ana));
        AuditEvent last = newest().getFirst().event();
        assertThat(last.action()).isEqualTo("administrator.signIn");
        assertThat(last.actor()).isEqualTo("ana");
        assertThat(last.origin()).isEqualTo(OFFICE);
    }

    @Test
    void theNameMayBeWrittenInAnyCase() {
        assertThat(administrators.signIn(" ANA ", RIGHT, OFFICE, NOW)).isEqualTo(new SignInResult.Granted(ana));
    }

    @Test
    void wrongPasswordAndUnknownNameLookTheSame() {
        assertThat(administrators.signIn("ana", WRONG, OFFICE, NOW)).isEqualTo(new SignInResult.Denied());
        assertThat(administrators.signIn("bojan", RIGHT, OFFICE, NOW)).isEqualTo(new SignInResult.Denied());
        assertThat(administrators.signIn("no name: at all", RIGHT, OFFICE, NOW)).isEqualTo(new SignInResult.Denied());
        assertThat(hash.checks()).isEqualTo(3);
    }

    @Test
    void whoGuessesTooOftenWaitsAndIsAnsweredAfterTheSameHash() {
        for (int i = 0; i < 10; i++) {
            administrators.signIn("ana", WRONG, OFFICE, NOW);
        }
        assertThat(administrators.signIn("ana", RIGHT, OFFICE, NOW))
                .isEqualTo(new SignInResult.TooMany(Duration.ofMinutes(1)));
        assertThat(hash.checks()).isEqualTo(11);
        assertThat(administrators.signIn("ana", RIGHT, OFFICE, NOW.plusSeconds(60)))
                .isEqualTo(new SignInResult.Granted(ana));
    }

    @Test
    void theBeginningOfAWaitIsRecordedOnce() {
        for (int i = 0; i < 15; i++) {
            administrators.signIn("ana", WRONG, OFFICE, NOW);
        }
        assertThat(throttles())
                .as("nobody waits for that, or a known name would take longer")
                .isZero();
        later.forEach(Runnable::run);
        assertThat(throttles()).isOne();
    }

    private long throttles() {
        return newest().stream()
                .filter(entry -> entry.event().action().equals("administrator.throttle"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"policy:Default", "token:backup", "time", "TIME", "server", "<b>ana</b>", "a b", "", "@", "-x"})
    void namesThatWouldPassForARuleOrForMarkupAreRefused(String name) {
        assertThat(Administrator.parseName(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "ana@example.si", "ana.novak+admin", "žana-čuk_1", "4ndrej"})
    void ordinaryNamesAreTaken(String name) {
        assertThat(Administrator.parseName(name)).contains(AccountName.of(name));
    }

    @Test
    void theHashIsNotPartOfItsTextForm() {
        assertThat(ana.toString()).doesNotContain("horse");
    }

    private List<AuditEntry> newest() {
        return audit.newest(new AuditQuery(Optional.empty(), Long.MAX_VALUE, 100));
    }
}
