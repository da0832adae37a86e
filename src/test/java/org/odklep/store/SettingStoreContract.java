package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.event;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.setting.SettingStore;

/** What every {@link SettingStore} does. */
public interface SettingStoreContract {
    AuditEvent CHANGED = event("setting.update", "setting:passwords");

    Ports ports();

    @Test
    default void aNewStoreHasNoSettingsAtVersionZero() {
        assertThat(ports().settings().load()).isEqualTo(new SettingStore.Stored(0, Map.of()));
    }

    @Test
    default void settingsComeBackAsTheyWereAndReplaceThoseBefore() {
        SettingStore store = ports().settings();
        Map<String, String> first = Map.of("a.number", "7", "A.number", "8", "lines", "čéž\n''\"\n\ud83d\ude00");
        assertThat(store.replace(0, first, CHANGED)).isTrue();
        assertThat(store.load()).isEqualTo(new SettingStore.Stored(1, first));

        assertThat(store.replace(1, Map.of("lines", ""), CHANGED)).isTrue();
        assertThat(store.load()).isEqualTo(new SettingStore.Stored(2, Map.of("lines", "")));
        assertThat(store.replace(2, Map.of(), CHANGED)).isTrue();
        assertThat(store.load()).isEqualTo(new SettingStore.Stored(3, Map.of()));
        assertThat(recorded()).containsExactly(CHANGED, CHANGED, CHANGED);
    }

    @Test
    default void anOldVersionChangesAndRecordsNothing() {
        SettingStore store = ports().settings();
        store.replace(0, Map.of("a", "1"), CHANGED);
        assertThat(store.replace(0, Map.of("a", "2"), CHANGED)).isFalse();
        assertThat(store.load()).isEqualTo(new SettingStore.Stored(1, Map.of("a", "1")));
        assertThat(recorded()).containsExactly(CHANGED);
    }

    @Test
    default void ofManyAtOnceOneWins() {
        SettingStore store = ports().settings();
        List<Boolean> outcomes = Together.run(8, i -> store.replace(0, Map.of("winner", Integer.toString(i)), CHANGED));
        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(store.load().version()).isEqualTo(1);
        assertThat(recorded()).hasSize(1);
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }
}
