package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.user.SignOut;
import org.odklep.user.SignOutOrder;
import org.odklep.user.SignOutStore;
import org.odklep.user.SignOutStore.Claim;
import org.odklep.user.User;
import org.odklep.user.UserStore.Removal;
import org.odklep.user.UserStore.Replacement;

/** What every {@link SignOutStore} does. */
public interface SignOutStoreContract {
    AuditEvent DONE = event("user.signOut", "ana@example.si");
    AuditEvent BLOCKED = event("user.blockSignIn", "ana@example.si");
    Instant LATER = NOON.plusSeconds(10);

    Ports ports();

    @Test
    default void ordersAreStoredWithTheChangeThatMakesThem() {
        User ana = user("ana@example.si", "Ana");
        ports().users().add(ana, event("user.create", "ana@example.si"));
        User changed = ana.withSessionsValidFrom(NOON).withVersion(ana.version() + 1);

        assertThat(ports().users().replace(ana, changed, BLOCKED, List.of(order("1"), order("2"))))
                .isEqualTo(Replacement.DONE);
        assertThat(ports().users().replace(ana, changed, BLOCKED, List.of(order("3"))))
                .isEqualTo(Replacement.STALE);
        assertThat(ports().users().remove(ana, BLOCKED, List.of(order("4")))).isEqualTo(Removal.STALE);
        assertThat(ports().users().remove(changed, BLOCKED, List.of(order("5"))))
                .isEqualTo(Removal.DONE);

        assertThat(orders().claim(claim("a", NOON))).containsExactly(order("1"), order("2"), order("5"));
    }

    @Test
    default void whatANodeHoldsNoOtherTakesUntilItsTimeIsOver() {
        add(order("1"));
        assertThat(orders().claim(claim("a", NOON))).containsExactly(order("1"));
        assertThat(orders().claim(claim("b", NOON))).isEmpty();
        assertThat(orders().claim(claim("a", NOON))).as("its own").isEmpty();
        orders().hold("a", LATER.plusSeconds(5));
        assertThat(orders().claim(claim("b", LATER))).isEmpty();

        assertThat(orders().claim(claim("b", LATER.plusSeconds(5)))).containsExactly(order("1"));
        assertThat(orders().tell("1", "a", DONE)).isFalse();
        assertThat(orders().end("1", "a", Optional.of(DONE))).isFalse();
        assertThat(recorded()).isEmpty();
    }

    @Test
    default void whatANodeLetsGoOfIsFree() {
        add(order("1"));
        orders().claim(claim("a", NOON));
        orders().release("b");
        assertThat(orders().claim(claim("b", NOON))).isEmpty();
        orders().release("a");
        assertThat(orders().claim(claim("b", NOON))).containsExactly(order("1"));
    }

    @Test
    default void anOrderIsToldOnceAndEndsOnce() {
        add(order("1"));
        assertThat(orders().tell("1", "a", DONE)).as("nobody holds it").isFalse();
        orders().claim(claim("a", NOON));

        assertThat(orders().tell("1", "a", DONE)).isTrue();
        assertThat(orders().tell("1", "a", DONE)).isFalse();
        orders().release("a");
        assertThat(orders().claim(claim("b", NOON))).containsExactly(order("1").asTold());
        assertThat(orders().end("1", "b", Optional.empty())).isTrue();
        assertThat(orders().end("1", "b", Optional.of(DONE))).isFalse();

        assertThat(recorded()).containsExactly(DONE);
        assertThat(orders().claim(claim("b", LATER.plusSeconds(60)))).isEmpty();
    }

    @Test
    default void ordersForOtherHostsAreTakenWhenNobodyElseWantsThem() {
        SignOutOrder other = new SignOutOrder("1", "imap9", order("1").signOut(), false);
        add(other);
        assertThat(orders().claim(claim("a", NOON))).isEmpty();
        Claim abandoned = new Claim("a", Set.of("imap1"), NOON.plusMillis(1), NOON, LATER, 9);
        assertThat(orders().claim(abandoned)).containsExactly(other);
    }

    @Test
    default void theOldestAreTakenFirst() {
        add(order("3"), order("1"), order("2"));
        Claim two = new Claim("a", Set.of("imap1"), Instant.EPOCH, NOON, LATER, 2);
        assertThat(orders().claim(two)).containsExactly(order("1"), order("2"));
        assertThat(orders().claim(two)).containsExactly(order("3"));
    }

    @Test
    default void nodesThatClaimAtOnceNeverGetTheSameOrder() {
        add(IntStream.range(0, 200).mapToObj(i -> order(String.valueOf(i))).toArray(SignOutOrder[]::new));
        List<SignOutOrder> taken = Together.run(
                        8,
                        node -> Stream.generate(() -> orders().claim(
                                                new Claim("n" + node, Set.of("imap1"), Instant.EPOCH, NOON, LATER, 7)))
                                .takeWhile(some -> !some.isEmpty())
                                .flatMap(List::stream)
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(taken).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(200);
        assertThat(taken.size() + orders().claim(claim("rest", NOON)).size()).isEqualTo(200);
    }

    private void add(SignOutOrder... made) {
        User bor = user("bor@example.si", "Bor");
        AuditEvent event = event("user.delete", "bor@example.si");
        ports().users().add(bor, event);
        ports().users().remove(bor, event, List.of(made));
    }

    private SignOutStore orders() {
        return ports().signOuts();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event)
                    .filter(event -> event.action().equals("user.signOut"))
                    .toList();
        }
    }

    private static Claim claim(String node, Instant now) {
        return new Claim(node, Set.of("imap1", "imap2"), Instant.EPOCH, now, now.plus(Duration.ofSeconds(10)), 1_000);
    }

    private static SignOutOrder order(String id) {
        SignOut signOut = new SignOut(
                "ana@example.si",
                Set.of(AccountName.of("ana@example.si"), AccountName.of("čmrlj \"7\"@example.si")),
                true,
                "Sign-in blocked",
                "ula",
                NOON);
        return new SignOutOrder(id, "imap1", signOut, false);
    }
}
