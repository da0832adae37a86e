package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/** What every store of administrators keeps to. */
public interface AdministratorStoreContract {
    Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");

    /** An empty store; the same one within a test. */
    AdministratorStore store();

    /** Where the store's audit entries go. */
    AuditLog audit();

    @Test
    default void aNewStoreIsEmpty() {
        assertThat(store().isEmpty()).isTrue();
        assertThat(store().all()).isEmpty();
        assertThat(store().find(AccountName.of("ana"))).isEmpty();
    }

    @Test
    default void whatWasAddedIsFoundAsItWas() {
        Administrator ana = administrator("ana", Role.AUDITOR);
        assertThat(store().add(ana, event(ana))).isTrue();
        assertThat(store().find(AccountName.of("ana"))).contains(ana);
        assertThat(store().isEmpty()).isFalse();
    }

    @Test
    default void administratorsAreListedInTheOrderOfTheirNames() {
        for (String name : List.of("žana", "bojan", "ana")) {
            Administrator each = administrator(name, Role.AUDITOR);
            store().add(each, event(each));
        }
        assertThat(store().all()).extracting(each -> each.name().value()).containsExactly("ana", "bojan", "žana");
    }

    @Test
    default void aTakenNameIsRefusedAndNothingRecorded() {
        Administrator ana = administrator("ana", Role.AUDITOR);
        store().add(ana, event(ana));
        Administrator other = new Administrator(ana.name(), Role.GLOBAL_ADMINISTRATOR, "another hash", NOW);
        assertThat(store().add(other, event(other))).isFalse();
        assertThat(store().find(ana.name())).contains(ana);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    default void theFirstOneIsAddedOnlyToAnEmptyStore() {
        Administrator ana = administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        Administrator bojan = administrator("bojan", Role.GLOBAL_ADMINISTRATOR);
        assertThat(store().addFirst(ana, event(ana))).isTrue();
        assertThat(store().addFirst(bojan, event(bojan))).isFalse();
        assertThat(store().all()).containsExactly(ana);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    default void ofManyFirstOnesAtOnceOneSucceeds() throws Exception {
        int many = 16;
        CountDownLatch ready = new CountDownLatch(many);
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            List<Future<Boolean>> results = IntStream.range(0, many)
                    .mapToObj(i -> threads.submit(() -> {
                        Administrator each = administrator("admin" + i, Role.GLOBAL_ADMINISTRATOR);
                        ready.countDown();
                        ready.await();
                        return store().addFirst(each, event(each));
                    }))
                    .toList();
            int added = 0;
            for (Future<Boolean> result : results) {
                added += result.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(1);
        }
        assertThat(store().all()).hasSize(1);
        assertThat(entries()).isEqualTo(1);
    }

    private int entries() {
        return audit().newest(new AuditQuery(Optional.empty(), Long.MAX_VALUE, 100))
                .size();
    }

    private static Administrator administrator(String name, Role role) {
        return new Administrator(AccountName.of(name), role, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", NOW);
    }

    private static AuditEvent event(Administrator administrator) {
        return new AuditEvent(
                NOW,
                "test",
                ClientAddress.LOCAL,
                "administrator.create",
                administrator.target(),
                "",
                null,
                administrator.role().key());
    }
}
