package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInListStore;

/** What every {@link SignInListStore} does. */
public interface SignInListStoreContract {
    AuditEvent ADDED = event("signInBlock.add", "192.0.2.0/24");
    AuditEvent REMOVED = event("signInBlock.remove", "192.0.2.0/24");
    Optional<ClientNetwork> NETWORK = ClientNetwork.parse("192.0.2.0/24");
    Optional<ClientNetwork> SIX = ClientNetwork.parse("2001:db8::7");
    Optional<AccountName> ANA = Optional.of(Samples.ANA);

    Ports ports();

    @Test
    default void entriesAboutANetworkAnAccountOrBothOnEitherListComeBackAsTheyWere() {
        List<SignInListEntry> entries = Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        entry(new Key(kind, NETWORK, Optional.empty())),
                        entry(new Key(kind, SIX, Optional.empty())),
                        entry(new Key(kind, Optional.empty(), ANA)),
                        entry(new Key(kind, SIX, ANA))))
                .toList();
        entries.forEach(entry -> lists().put(entry, ADDED));

        assertThat(lists().all()).containsExactlyInAnyOrderElementsOf(entries);
        assertThat(recorded()).hasSize(entries.size()).containsOnly(ADDED);
    }

    @Test
    default void anEntryReplacesTheOneWithItsKey() {
        Key key = new Key(Kind.BLOCK, NETWORK, Optional.empty());
        SignInListEntry after = new SignInListEntry(key, Reason.of("Still at it."), NOON.plusSeconds(7));
        lists().put(entry(key), ADDED);
        lists().put(after, ADDED);

        assertThat(lists().all()).containsExactly(after);
    }

    @Test
    default void aRemovalIsRecordedAndOneOfNothingIsNot() {
        Key key = new Key(Kind.BLOCK, NETWORK, Optional.empty());
        lists().put(entry(key), ADDED);

        assertThat(lists().remove(new Key(Kind.ALLOW, NETWORK, Optional.empty()), REMOVED))
                .isFalse();
        assertThat(lists().remove(new Key(Kind.BLOCK, NETWORK, ANA), REMOVED)).isFalse();
        assertThat(lists().remove(key, REMOVED)).isTrue();
        assertThat(lists().remove(key, REMOVED)).isFalse();

        assertThat(lists().all()).isEmpty();
        assertThat(recorded()).containsExactly(ADDED, REMOVED);
    }

    @Test
    default void everyChangeRaisesTheVersion() {
        SignInListEntry entry = entry(new Key(Kind.BLOCK, NETWORK, Optional.empty()));
        long first = lists().version();
        lists().put(entry, ADDED);
        long second = lists().version();
        lists().remove(entry.key(), REMOVED);
        long third = lists().version();

        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
        assertThat(lists().version()).isEqualTo(third);
    }

    @Test
    default void whatEndedIsForgottenAndRaisesTheVersion() {
        SignInListEntry ending = entry(new Key(Kind.BLOCK, NETWORK, Optional.empty()), NOON);
        SignInListEntry lasting = entry(new Key(Kind.BLOCK, SIX, Optional.empty()), NOON.plusMillis(1));
        lists().put(ending, ADDED);
        lists().put(lasting, ADDED);
        long before = lists().version();

        lists().prune(NOON);

        assertThat(lists().all()).containsExactly(lasting);
        assertThat(lists().version()).isGreaterThan(before);
    }

    private SignInListStore lists() {
        return ports().signInLists();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static SignInListEntry entry(Key key) {
        return entry(key, NOON.plusSeconds(60));
    }

    private static SignInListEntry entry(Key key, Instant until) {
        return new SignInListEntry(key, Reason.of("It is an attacker."), until);
    }
}
