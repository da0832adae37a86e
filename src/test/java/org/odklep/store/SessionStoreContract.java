package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SessionOwner.Kind;
import org.odklep.signin.SessionStore;
import org.odklep.signin.WebSession;

/** What every {@link SessionStore} does. */
public interface SessionStoreContract {
    SessionOwner ANA = new SessionOwner(Kind.USER, "iiiiiiiiiiiiiiiiiiiiii");
    SessionOwner OWNER = new SessionOwner(Kind.ADMINISTRATOR, "ana:b");
    AuditEvent ENDED = event("session.end", "ana@example.si");

    Ports ports();

    @Test
    default void sessionsComeBackAsTheyWereByTheHashOfTheirSecret() {
        WebSession first = session("1", ANA, NOON);
        WebSession second = new WebSession(
                "2",
                OWNER,
                new WebSession.Proof("other", true, NOON.plusMillis(3), true),
                new WebSession.Device(ClientAddress.LOCAL, ""),
                NOON.plusMillis(1),
                NOON.plusMillis(2));
        sessions().add(first, "hash 1");
        sessions().add(second, "hash 2");

        assertThat(sessions().find("hash 1")).contains(first);
        assertThat(sessions().find("hash 2")).contains(second);
        assertThat(sessions().find("HASH 1")).isEmpty();
        assertThat(sessions().find("1")).isEmpty();
    }

    @Test
    default void whatIsShownInASessionIsNotedAndNothingElseChanges() {
        WebSession first = session("1", ANA, NOON);
        WebSession second = session("2", ANA, NOON);
        WebSession.Proof proof = new WebSession.Proof("proof", false, NOON.plusSeconds(5), true);
        sessions().add(first, "hash 1");
        sessions().add(second, "hash 2");
        sessions().proven("1", proof);
        sessions().proven("gone", proof);

        assertThat(sessions().find("hash 1")).contains(first.proven(proof));
        assertThat(sessions().find("hash 2")).contains(second);
    }

    @Test
    default void noTwoSessionsHaveTheSameSecret() {
        WebSession first = session("1", ANA, NOON);
        sessions().add(first, "hash");
        assertThatThrownBy(() -> sessions().add(session("2", ANA, NOON), "hash"))
                .isInstanceOf(RuntimeException.class);
        assertThat(sessions().of(ANA)).containsExactly(first);
    }

    @Test
    default void theSessionsOfAnOwnerAreListedTheNewestFirst() {
        WebSession old = session("1", ANA, NOON);
        WebSession other = session("2", OWNER, NOON.plusMillis(1));
        WebSession young = session("3", ANA, NOON.plusMillis(2));
        Stream.of(old, other, young).forEach(session -> sessions().add(session, "hash " + session.id()));

        assertThat(sessions().of(ANA)).containsExactly(young, old);
        assertThat(sessions().of(OWNER)).containsExactly(other);
        assertThat(sessions().of(new SessionOwner(Kind.USER, OWNER.id()))).isEmpty();
    }

    @Test
    default void theLastUseNeverGoesBack() {
        sessions().add(session("1", ANA, NOON), "hash");
        sessions().seen("1", NOON.plusSeconds(60));
        sessions().seen("1", NOON.plusSeconds(30));
        sessions().seen("gone", NOON.plusSeconds(90));

        assertThat(sessions().of(ANA)).containsExactly(session("1", ANA, NOON).seen(NOON.plusSeconds(60)));
    }

    @Test
    default void aRemovalByAnotherIsRecordedAndOneOfNothingIsNot() {
        sessions().add(session("1", ANA, NOON), "hash 1");
        sessions().add(session("2", ANA, NOON), "hash 2");

        assertThat(sessions().remove("3", ENDED)).isFalse();
        assertThat(sessions().remove("1", ENDED)).isTrue();
        assertThat(sessions().remove("1", ENDED)).isFalse();
        sessions().remove("2");
        sessions().remove("2");

        assertThat(sessions().of(ANA)).isEmpty();
        assertThat(sessions().find("hash 1")).isEmpty();
        assertThat(recorded()).containsExactly(ENDED);
    }

    @Test
    default void allSessionsOfAnOwnerGoAtOnceAndNobodyElses() {
        sessions().add(session("1", ANA, NOON), "hash 1");
        sessions().add(session("2", ANA, NOON), "hash 2");
        sessions().add(session("3", OWNER, NOON), "hash 3");

        sessions().removeAll(ANA);

        assertThat(sessions().of(ANA)).isEmpty();
        assertThat(sessions().of(OWNER)).hasSize(1);
    }

    @Test
    default void whatIsIdleOrOldIsForgotten() {
        sessions().add(session("idle", ANA, NOON.plusSeconds(10)), "hash 1");
        sessions().add(session("old", ANA, NOON), "hash 2");
        sessions().add(session("good", ANA, NOON.plusSeconds(10)), "hash 3");
        sessions().seen("old", NOON.plusSeconds(90));
        sessions().seen("good", NOON.plusSeconds(60));

        sessions().prune(NOON.plusSeconds(60), NOON.plusSeconds(10));

        assertThat(sessions().of(ANA)).extracting(WebSession::id).containsExactly("good");
    }

    @Test
    default void anOwnerHasSoManySessionsAndTheOneUsedLongestAgoMakesRoom() {
        sessions().add(session("another's", OWNER, NOON), "hash of another's");
        for (int i = 0; i < SessionStore.MOST; i++) {
            sessions().add(session("s" + i, ANA, NOON.plusSeconds(i)), "hash " + i);
        }
        sessions().seen("s0", NOON.plusSeconds(90));
        assertThat(sessions().of(ANA)).hasSize(SessionStore.MOST);

        sessions().add(session("new", ANA, NOON.plusSeconds(60)), "hash of the new one");

        assertThat(sessions().of(ANA))
                .hasSize(SessionStore.MOST)
                .extracting(WebSession::id)
                .contains("new", "s0", "s2")
                .doesNotContain("s1");
        assertThat(sessions().find("hash 1")).isEmpty();
        assertThat(sessions().of(OWNER)).hasSize(1);
        assertThat(recorded()).isEmpty();
    }

    /** Who knows the password alone shall not sign the owner out. */
    @Test
    default void sessionsWithoutASecondFactorMakeRoomFirst() {
        for (int i = 0; i < SessionStore.MOST; i++) {
            WebSession session = session("s" + i, ANA, NOON.plusSeconds(i));
            sessions().add(i == 7 ? session : proven(session), "hash " + i);
        }
        sessions().add(session("first", ANA, NOON.plusSeconds(60)), "hash of the first");
        sessions().add(session("second", ANA, NOON.plusSeconds(61)), "hash of the second");

        assertThat(sessions().of(ANA))
                .hasSize(SessionStore.MOST)
                .extracting(WebSession::id)
                .contains("second", "s0")
                .doesNotContain("s7", "first");
    }

    private static WebSession proven(WebSession session) {
        WebSession.Proof proof = session.proof();
        return session.proven(new WebSession.Proof(proof.password(), proof.mustChange(), proof.at(), true));
    }

    private SessionStore sessions() {
        return ports().sessions();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static WebSession session(String id, SessionOwner owner, Instant at) {
        return new WebSession(
                id,
                owner,
                new WebSession.Proof("proof", false, at, false),
                new WebSession.Device(ClientAddress.parse("192.0.2.7").orElseThrow(), "Firefox, Linux"),
                at,
                at);
    }
}
