package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.HOSTILE;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowStore;

/** What every {@link AllowStore} does. */
public interface AllowStoreContract {
    AuditEvent ADDED = event("allow.add", "@example.si");
    AuditEvent REMOVED = event("allow.remove", "@example.si");

    Ports ports();

    @Test
    default void entriesComeBackAsTheyWere() {
        AllowEntry forEver = entry("ana@example.si", Optional.empty());
        AllowEntry forAWhile = entry("@example.si", Optional.of(NOON.plusSeconds(60)));
        allowed().put(forEver, ADDED);
        allowed().put(forAWhile, ADDED);

        assertThat(allowed().all()).containsExactlyInAnyOrder(forEver, forAWhile);
        assertThat(recorded()).containsExactly(ADDED, ADDED);
    }

    @Test
    default void anEntryReplacesTheOneWithItsPattern() {
        AllowEntry before = entry("@example.si", Optional.empty());
        AllowEntry after = new AllowEntry(
                "@example.si", Reason.of("Newsletter"), "bor", NOON.plusSeconds(1), Optional.of(NOON.plusSeconds(2)));
        allowed().put(before, ADDED);
        allowed().put(after, ADDED);

        assertThat(allowed().all()).containsExactly(after);
    }

    @Test
    default void aRemovedEntryIsGoneAndItsRemovalRecorded() {
        allowed().put(entry("@example.si", Optional.empty()), ADDED);

        assertThat(allowed().remove("@example.si", REMOVED)).isTrue();
        assertThat(allowed().all()).isEmpty();
        assertThat(recorded()).containsExactly(ADDED, REMOVED);
    }

    @Test
    default void removingWhatIsNotThereRecordsNothing() {
        assertThat(allowed().remove("@example.si", REMOVED)).isFalse();
        assertThat(recorded()).isEmpty();
    }

    @Test
    default void patternsMeanThemselvesOnly() {
        HOSTILE.forEach(pattern -> allowed().put(entry(pattern, Optional.empty()), ADDED));

        assertThat(allowed().all()).extracting(AllowEntry::pattern).containsExactlyInAnyOrderElementsOf(HOSTILE);
        assertThat(allowed().remove("%", REMOVED)).isFalse();
        HOSTILE.forEach(
                pattern -> assertThat(allowed().remove(pattern, REMOVED)).isTrue());
    }

    @Test
    default void ofManyThatRemoveAnEntryOneDoes() {
        allowed().put(entry("@example.si", Optional.empty()), ADDED);
        List<Boolean> removed = Together.run(8, number -> allowed().remove("@example.si", REMOVED));

        assertThat(removed).containsOnlyOnce(true);
        assertThat(recorded()).containsExactly(ADDED, REMOVED);
    }

    private AllowStore allowed() {
        return ports().allowed();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static AllowEntry entry(String pattern, Optional<Instant> until) {
        return new AllowEntry(pattern, Reason.of("Bulk mail"), "meta", NOON, until);
    }
}
