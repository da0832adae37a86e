package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;

class AdministratorsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.7");

    private final Administrator ana =
            new Administrator(AccountName.of("ana"), Role.SECURITY_ADMINISTRATOR, "correct horse battery", NOW);

    @Test
    void aSignInIsRecorded() {
        MemoryAuditLog audit = new MemoryAuditLog();
        new Administrators(new MemoryAdministratorStore(audit), audit).signedIn(ana, OFFICE, NOW);
        AuditEvent last = audit.newest(new AuditQuery(Optional.empty(), Long.MAX_VALUE, 100))
                .getFirst()
                .event();
        assertThat(last.action()).isEqualTo("administrator.signIn");
        assertThat(last.actor()).isEqualTo("ana");
        assertThat(last.origin()).isEqualTo(OFFICE);
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
}
