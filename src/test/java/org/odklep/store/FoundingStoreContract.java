package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Administrator;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.organisation.FoundingStore;
import org.odklep.setting.SettingStore;

/** What every {@link FoundingStore} does. */
public interface FoundingStoreContract {
    AuditEvent MADE = event("administrator.create", "administrator:ana");
    AuditEvent DECIDED = event("setting.update", "setting:organisation");
    Map<String, String> SETTINGS = Map.of("organisation.name", "Občina", "organisation.domains", "a.si\nb.si");

    Ports ports();

    @Test
    default void administratorAndSettingsAreThereTogether() {
        assertThat(found("ana", SETTINGS, List.of(MADE, DECIDED))).isTrue();

        assertThat(ports().administrators().all()).containsExactly(ana("ana"));
        assertThat(ports().settings().load()).isEqualTo(new SettingStore.Stored(1, SETTINGS));
        assertThat(recorded()).containsExactly(MADE, DECIDED);
    }

    @Test
    default void othersSettingsStayAndThoseOfTheSameNameAreReplaced() {
        ports().settings().replace(0, Map.of("passwords.minLength", "9", "organisation.name", "old"), DECIDED);
        assertThat(found("ana", SETTINGS, List.of(MADE))).isTrue();

        assertThat(ports().settings().load().version()).isEqualTo(2);
        assertThat(ports().settings().load().settings())
                .containsEntry("passwords.minLength", "9")
                .containsAllEntriesOf(SETTINGS);
    }

    @Test
    default void withoutSettingsTheirVersionStays() {
        assertThat(found("ana", Map.of(), List.of(MADE))).isTrue();
        assertThat(ports().settings().load()).isEqualTo(new SettingStore.Stored(0, Map.of()));
    }

    @Test
    default void whereThereIsAnAdministratorNothingIsStored() {
        ports().administrators().add(ana("bojan"), MADE);
        assertThat(found("ana", SETTINGS, List.of(MADE, DECIDED))).isFalse();

        assertThat(ports().administrators().all()).containsExactly(ana("bojan"));
        assertThat(ports().settings().load()).isEqualTo(new SettingStore.Stored(0, Map.of()));
        assertThat(recorded()).containsExactly(MADE);
    }

    @Test
    default void ofManyAtOnceOneFounds() {
        List<Boolean> outcomes =
                Together.run(16, number -> found("ana" + number, Map.of("winner", "ana" + number), List.of(MADE)));

        assertThat(outcomes).containsOnlyOnce(true);
        String winner = "ana" + outcomes.indexOf(true);
        assertThat(ports().administrators().all()).containsExactly(ana(winner));
        assertThat(ports().settings().load()).isEqualTo(new SettingStore.Stored(1, Map.of("winner", winner)));
        assertThat(recorded()).containsExactly(MADE);
    }

    private boolean found(String name, Map<String, String> settings, List<AuditEvent> events) {
        return ports().founding().found(ana(name), settings, events);
    }

    private static Administrator ana(String name) {
        return new Administrator(
                AccountName.of(name), Role.GLOBAL_ADMINISTRATOR, "hash", Instant.parse("2026-05-04T12:00:00Z"));
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }
}
