package org.odklep.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.ClientAddress;

class AuditChainTest {
    private static final int LENGTH = 9;
    private final List<AuditEntry> chain = chain();

    @Test
    void anUntouchedChainIsIntact() {
        assertThat(verify(chain))
                .isEqualTo(new AuditChain.Verification.Intact(
                        LENGTH, chain.getLast().hash()));
        assertThat(verify(List.of())).isEqualTo(new AuditChain.Verification.Intact(0, AuditChain.START));
    }

    @Test
    void anEditOfAnyFieldOfAnyEntryIsFoundAtItsNumber() {
        for (int i = 0; i < LENGTH; i++) {
            for (Map.Entry<String, AuditEvent> edit :
                    edits(chain.get(i).event()).entrySet()) {
                AuditEntry entry = chain.get(i);
                List<AuditEntry> edited = new ArrayList<>(chain);
                edited.set(i, new AuditEntry(entry.number(), edit.getValue(), entry.previousHash(), entry.hash()));
                assertBroken(edited, i + 1, edit.getKey());
            }
        }
    }

    @Test
    void anEditWithANewHashBreaksTheNextLink() {
        for (int i = 0; i < LENGTH - 1; i++) {
            AuditEntry entry = chain.get(i);
            List<AuditEntry> edited = new ArrayList<>(chain);
            edited.set(i, AuditChain.link(entry.number(), entry.previousHash(), event("somebody else", "x")));
            assertBroken(edited, i + 2, "relinked");
        }
    }

    @Test
    void editsOfTheLinkItselfAreFound() {
        for (int i = 0; i < LENGTH; i++) {
            AuditEntry entry = chain.get(i);
            List<AuditEntry> edited = new ArrayList<>(chain);
            edited.set(i, new AuditEntry(entry.number(), entry.event(), entry.previousHash(), AuditChain.START));
            assertBroken(edited, i + 1, "hash");
            edited.set(i, new AuditEntry(entry.number(), entry.event(), "f".repeat(64), entry.hash()));
            assertBroken(edited, i + 1, "previous hash");
            edited.set(i, new AuditEntry(entry.number() + 1, entry.event(), entry.previousHash(), entry.hash()));
            assertBroken(edited, i + 1, "number");
        }
    }

    @Test
    void aRemovedEntryIsFoundAtItsNumberUnlessItIsTheLast() {
        for (int i = 0; i < LENGTH - 1; i++) {
            List<AuditEntry> cut = new ArrayList<>(chain);
            cut.remove(i);
            assertBroken(cut, i + 1, "removed");
            assertBroken(renumbered(cut), i + 1, "removed and renumbered");
        }
        assertThat(verify(chain.subList(0, LENGTH - 1)))
                .isEqualTo(new AuditChain.Verification.Intact(
                        LENGTH - 1, chain.get(LENGTH - 2).hash()));
    }

    @Test
    void anInsertedEntryIsFound() {
        for (int i = 0; i < LENGTH; i++) {
            List<AuditEntry> longer = new ArrayList<>(chain);
            longer.add(i, chain.get(i));
            assertBroken(longer, i + 2, "copied");
            longer.set(i, AuditChain.link(i + 1L, chain.get(i).previousHash(), event("forger", "x")));
            assertBroken(longer, i + 2, "forged");
            assertBroken(renumbered(longer), i + 2, "forged and renumbered");
        }
    }

    @Test
    void reorderedEntriesAreFound() {
        for (int i = 0; i < LENGTH - 1; i++) {
            List<AuditEntry> swapped = new ArrayList<>(chain);
            swapped.set(i, chain.get(i + 1));
            swapped.set(i + 1, chain.get(i));
            assertBroken(swapped, i + 1, "swapped");
            assertBroken(renumbered(swapped), i + 1, "swapped and renumbered");
        }
    }

    @Test
    void textCannotMoveFromOneFieldToTheNextUnnoticed() {
        AuditEvent one = event("ab", "c");
        AuditEvent other = event("a", "bc");
        assertThat(AuditChain.hash(1, AuditChain.START, one)).isNotEqualTo(AuditChain.hash(1, AuditChain.START, other));
        assertThat(AuditChain.hash(1, AuditChain.START, with(one, "", null)))
                .isNotEqualTo(AuditChain.hash(1, AuditChain.START, with(one, null, "")))
                .isNotEqualTo(AuditChain.hash(1, AuditChain.START, with(one, null, null)));
    }

    @Test
    void textsThatNoStoreCanHoldAreChangedBeforeTheyAreHashed() {
        AuditEvent event = event("nul\0", "half\ud800");
        assertThat(event.actor()).isEqualTo("nul\ufffd");
        assertThat(event.target()).isEqualTo("half\ufffd");
    }

    private static List<AuditEntry> chain() {
        List<AuditEntry> chain = new ArrayList<>();
        String head = AuditChain.START;
        for (int i = 1; i <= LENGTH; i++) {
            chain.add(AuditChain.link(i, head, event("actor" + i, "target" + i)));
            head = chain.getLast().hash();
        }
        return chain;
    }

    private static AuditEvent event(String actor, String target) {
        return new AuditEvent(
                Instant.parse("2026-11-20T12:00:00Z"),
                actor,
                ClientAddress.LOCAL,
                "restriction.open",
                target,
                "reason",
                "before",
                null);
    }

    private static AuditEvent with(AuditEvent event, @Nullable String before, @Nullable String after) {
        return new AuditEvent(
                event.at(),
                event.actor(),
                event.origin(),
                event.action(),
                event.target(),
                event.reason(),
                before,
                after);
    }

    private static Map<String, AuditEvent> edits(AuditEvent e) {
        ClientAddress elsewhere = new ClientAddress("192.0.2.7");
        Map<String, AuditEvent> edits = new TreeMap<>();
        edits.put(
                "at",
                new AuditEvent(
                        e.at().plusMillis(1),
                        e.actor(),
                        e.origin(),
                        e.action(),
                        e.target(),
                        e.reason(),
                        e.before(),
                        e.after()));
        edits.put(
                "actor",
                new AuditEvent(e.at(), "x", e.origin(), e.action(), e.target(), e.reason(), e.before(), e.after()));
        edits.put(
                "origin",
                new AuditEvent(
                        e.at(), e.actor(), elsewhere, e.action(), e.target(), e.reason(), e.before(), e.after()));
        edits.put(
                "action",
                new AuditEvent(e.at(), e.actor(), e.origin(), "x", e.target(), e.reason(), e.before(), e.after()));
        edits.put(
                "target",
                new AuditEvent(e.at(), e.actor(), e.origin(), e.action(), "x", e.reason(), e.before(), e.after()));
        edits.put(
                "reason",
                new AuditEvent(e.at(), e.actor(), e.origin(), e.action(), e.target(), "x", e.before(), e.after()));
        edits.put("before", with(e, null, e.after()));
        edits.put("after", with(e, e.before(), ""));
        return edits;
    }

    private static List<AuditEntry> renumbered(List<AuditEntry> entries) {
        List<AuditEntry> renumbered = new ArrayList<>();
        for (AuditEntry entry : entries) {
            renumbered.add(new AuditEntry(renumbered.size() + 1L, entry.event(), entry.previousHash(), entry.hash()));
        }
        return renumbered;
    }

    private static AuditChain.Verification verify(List<AuditEntry> entries) {
        return AuditChain.verify(entries.stream());
    }

    private static void assertBroken(List<AuditEntry> entries, long number, String what) {
        assertThat(verify(entries))
                .as(what)
                .isInstanceOfSatisfying(
                        AuditChain.Verification.Broken.class,
                        broken -> assertThat(broken.number()).isEqualTo(number));
    }
}
