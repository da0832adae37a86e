package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/** What every {@link AdministratorStore} does. */
public interface AdministratorStoreContract {
    AuditEvent CREATED = event("administrator.create", "administrator:ana");

    Ports ports();

    @Test
    default void aNewStoreHasNoAdministrators() {
        assertThat(administrators().isEmpty()).isTrue();
        assertThat(administrators().all()).isEmpty();
        assertThat(administrators().find(AccountName.of("ana"))).isEmpty();
    }

    @Test
    default void anAdministratorComesBackAsItWas() {
        Administrator ana = administrator("ana", Role.AUDITOR);
        assertThat(administrators().add(ana, CREATED)).isTrue();

        assertThat(administrators().find(ana.name())).contains(ana);
        assertThat(administrators().isEmpty()).isFalse();
        assertThat(recorded()).containsExactly(CREATED);
    }

    @Test
    default void administratorsComeInTheOrderOfTheirNames() {
        for (String name : List.of("žana", "bojan", "ana.2", "ana")) {
            administrators().add(administrator(name, Role.AUDITOR), CREATED);
        }
        assertThat(administrators().all())
                .extracting(each -> each.name().value())
                .containsExactly("ana", "ana.2", "bojan", "žana");
    }

    @Test
    default void aNameIsTakenOnce() {
        Administrator ana = administrator("ana", Role.AUDITOR);
        administrators().add(ana, CREATED);

        assertThat(administrators().add(administrator("ana", Role.GLOBAL_ADMINISTRATOR), CREATED))
                .isFalse();
        assertThat(administrators().all()).containsExactly(ana);
        assertThat(recorded()).containsExactly(CREATED);
    }

    @Test
    default void aPasswordIsChangedAndNothingElse() {
        Administrator ana = administrator("ana", Role.AUDITOR);
        administrators().add(ana, CREATED);

        assertThat(administrators().changePassword(ana.name(), "other", CREATED))
                .isTrue();
        assertThat(administrators().changePassword(AccountName.of("nobody"), "other", CREATED))
                .isFalse();

        assertThat(administrators().all())
                .containsExactly(new Administrator(ana.name(), ana.role(), "other", ana.createdAt()));
        assertThat(recorded()).containsExactly(CREATED, CREATED);
    }

    @Test
    default void anAdministratorIsRemovedUnlessItIsTheLastGlobalOne() {
        Administrator ana = administrator("ana", Role.GLOBAL_ADMINISTRATOR);
        administrators().add(ana, CREATED);
        administrators().add(administrator("bojan", Role.SECURITY_ADMINISTRATOR), CREATED);

        assertThat(administrators().remove(ana.name(), CREATED))
                .isEqualTo(AdministratorStore.Removal.LAST_GLOBAL_ADMINISTRATOR);
        assertThat(administrators().remove(AccountName.of("nobody"), CREATED))
                .isEqualTo(AdministratorStore.Removal.NOT_FOUND);
        assertThat(recorded()).hasSize(2);
        assertThat(administrators().remove(AccountName.of("bojan"), CREATED))
                .isEqualTo(AdministratorStore.Removal.REMOVED);
        assertThat(administrators().all()).containsExactly(ana);
        assertThat(recorded()).hasSize(3);
    }

    @Test
    default void ofManyThatRemoveTheLastGlobalOnesAtOnceOneFails() {
        for (int i = 0; i < 8; i++) {
            administrators().add(administrator("admin" + i, Role.GLOBAL_ADMINISTRATOR), CREATED);
        }
        List<AdministratorStore.Removal> removed =
                Together.run(8, number -> administrators().remove(AccountName.of("admin" + number), CREATED));

        assertThat(removed).containsOnlyOnce(AdministratorStore.Removal.LAST_GLOBAL_ADMINISTRATOR);
        assertThat(administrators().all()).hasSize(1);
    }

    private AdministratorStore administrators() {
        return ports().administrators();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static Administrator administrator(String name, Role role) {
        return new Administrator(AccountName.of(name), role, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", NOON);
    }
}
