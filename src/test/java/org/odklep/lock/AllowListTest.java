package org.odklep.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.store.memory.MemoryAllowStore;
import org.odklep.store.memory.MemoryAuditLog;

class AllowListTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Actor ROOT = new Actor("root", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private final AllowList list = new AllowList(new MemoryAllowStore(new MemoryAuditLog()));

    @BeforeEach
    void fill() {
        add("@example.si", Optional.empty());
        add("ana@example.si", Optional.of(NOON));
        add("bor@example.org", Optional.empty());
    }

    @Test
    void theOwnEntryOfAnAccountComesBeforeThatOfItsDomain() {
        assertThat(covering("ana@example.si", NOON.minusMillis(1))).contains("ana@example.si");
        assertThat(covering("bor@example.org", NOON)).contains("bor@example.org");
    }

    @Test
    void anAccountWhoseOwnEntryIsOverIsCoveredByThatOfItsDomain() {
        assertThat(covering("ana@example.si", NOON)).contains("@example.si");
        assertThat(covering("cene@mail.example.si", NOON)).contains("@example.si");
    }

    @Test
    void othersAreNotCovered() {
        assertThat(covering("ana@example.org", NOON)).isEmpty();
        assertThat(covering("ana@other-example.si", NOON)).isEmpty();
        list.remove("bor@example.org", ROOT, NOON);
        assertThat(covering("bor@example.org", NOON)).isEmpty();
    }

    private Optional<String> covering(String account, Instant now) {
        return list.covering(AccountName.of(account), now).map(AllowEntry::pattern);
    }

    private void add(String pattern, Optional<Instant> until) {
        list.add(new AllowEntry(pattern, Reason.of("A list."), "root", NOON, until), ROOT);
    }
}
