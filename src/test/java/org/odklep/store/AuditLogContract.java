package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.CLIENT;
import static org.odklep.store.Samples.HOSTILE;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;

/** What every {@link AuditLog} does. */
public interface AuditLogContract {
    Ports ports();

    @Test
    default void anEmptyLogIsAnIntactChain() {
        assertThat(all()).isEmpty();
        assertThat(newest(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    default void entriesAreNumberedFromOneAndFollowOnOneAnother() {
        AuditEntry first = audit().append(event("policy.create", "policy:A"));
        AuditEntry second = audit().append(event("policy.update", "policy:A"));

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.previousHash()).isEqualTo(AuditChain.START);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(all()).containsExactly(first, second);
    }

    @Test
    default void absentAndEmptyValuesStayApart() {
        AuditEvent created = new AuditEvent(NOON, "meta", CLIENT, "policy.create", "policy:A", "", null, "");
        audit().append(created);

        assertThat(all()).extracting(AuditEntry::event).containsExactly(created);
    }

    @Test
    default void everyTextComesBackAsItWasAndKeepsItsHash() {
        List<AuditEvent> events = Stream.concat(HOSTILE.stream(), Stream.of("nul \0 inside", "half \ud83d alone"))
                .map(text -> new AuditEvent(NOON, text, CLIENT, "policy.update", text, text, text, text))
                .toList();
        events.forEach(audit()::append);

        assertThat(all()).extracting(AuditEntry::event).containsExactlyElementsOf(events);
        assertThat(verify()).isEqualTo(intact(events.size()));
    }

    @Test
    default void newestComeFirstAndPageBackwards() {
        List<AuditEntry> entries = LongStream.rangeClosed(1, 5)
                .mapToObj(number -> audit().append(event("policy.update", "policy:" + number)))
                .toList();

        assertThat(newest(Long.MAX_VALUE, 2)).containsExactly(entries.get(4), entries.get(3));
        assertThat(newest(4, 10)).containsExactly(entries.get(2), entries.get(1), entries.get(0));
    }

    @Test
    default void entriesOnOneTargetAreFound() {
        audit().append(event("restriction.open", "ana@example.si"));
        AuditEntry wanted = audit().append(event("restriction.open", "a'na_%@example.si"));
        audit().append(event("restriction.open", "a'na__@example.si"));

        assertThat(audit().newest(new AuditQuery(Optional.of("a'na_%@example.si"), Long.MAX_VALUE, 10)))
                .containsExactly(wanted);
    }

    @Test
    default void entriesAreFoundByActorActionAndTime() {
        AuditEntry first = audit().append(at(0, "administrator:ana", "policy.update"));
        AuditEntry late = audit().append(at(9, "administrator:bor", "policy.update"));
        AuditEntry back = audit().append(at(1, "administrator:ana", "policy.delete"));

        assertThat(found(Optional.of("administrator:ana"), Optional.empty(), 0, 99))
                .containsExactly(back, first);
        assertThat(found(Optional.empty(), Optional.of("policy.update"), 0, 99)).containsExactly(late, first);
        assertThat(found(Optional.of("administrator:ana"), Optional.of("policy.update"), 0, 99))
                .containsExactly(first);
        assertThat(found(Optional.empty(), Optional.empty(), 1, 99)).containsExactly(back, late);
        assertThat(found(Optional.empty(), Optional.empty(), 0, 2)).containsExactly(back, first);
        assertThat(found(Optional.empty(), Optional.empty(), 2, 9)).isEmpty();
        assertThat(found(Optional.of("administrator:an_"), Optional.empty(), 0, 99))
                .isEmpty();
    }

    private List<AuditEntry> found(Optional<String> actor, Optional<String> action, int from, int to) {
        return audit().newest(new AuditQuery(
                Optional.empty(),
                actor,
                action,
                Optional.of(NOON.plusSeconds(from)),
                Optional.of(NOON.plusSeconds(to)),
                Long.MAX_VALUE,
                10));
    }

    private static AuditEvent at(int second, String actor, String action) {
        return new AuditEvent(NOON.plusSeconds(second), actor, CLIENT, action, "policy:A", "", null, null);
    }

    @Test
    default void aLongChainIsReadInOrder() {
        int many = 520;
        for (int i = 0; i < many; i++) {
            audit().append(event("policy.update", "policy:" + i));
        }

        assertThat(all()).hasSize(many).extracting(AuditEntry::number).isSorted();
        assertThat(verify()).isEqualTo(intact(many));
    }

    @Test
    default void eightWritersMakeOneChainWithoutGaps() {
        Together.run(8, writer -> {
            for (int i = 0; i < 25; i++) {
                audit().append(event("policy.update", "policy:" + writer));
            }
            return writer;
        });

        assertThat(verify()).isEqualTo(intact(200));
    }

    private AuditLog audit() {
        return ports().audit();
    }

    private List<AuditEntry> newest(long before, int limit) {
        return audit().newest(new AuditQuery(Optional.empty(), before, limit));
    }

    private List<AuditEntry> all() {
        try (Stream<AuditEntry> entries = audit().all()) {
            return entries.toList();
        }
    }

    private AuditChain.Verification verify() {
        try (Stream<AuditEntry> entries = audit().all()) {
            return AuditChain.verify(entries);
        }
    }

    private AuditChain.Verification intact(long count) {
        return new AuditChain.Verification.Intact(
                count, newest(Long.MAX_VALUE, 1).getFirst().hash());
    }
}
