package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.odklep.account.ApiTokenStore.Stored;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.ClientAddress;

/** What every store of tokens does. */
public interface ApiTokenStoreContract {
    Instant NOW = Instant.parse("2027-03-01T10:00:00.123Z");

    /** An empty store. */
    ApiTokenStore store();

    /** The audit log of the same database. */
    AuditLog audit();

    @Test
    default void tokensComeBackAsTheyWereTheLastOneFirst() {
        Stored first = stored("1", NOW);
        Stored second = stored("2", NOW.plusMillis(1));
        store().add(first, event("token.issue", "1"));
        store().add(second, event("token.issue", "2"));

        assertThat(store().all()).containsExactly(second, first);
        assertThat(actions()).containsExactly("token.issue", "token.issue");
    }

    @Test
    default void aTokenIsRemovedOnceAndThatIsRecordedOnce() {
        store().add(stored("1", NOW), event("token.issue", "1"));

        assertThat(store().remove("1", event("token.revoke", "1"))).isTrue();
        assertThat(store().remove("1", event("token.revoke", "1"))).isFalse();
        assertThat(store().all()).isEmpty();
        assertThat(actions()).containsExactly("token.revoke", "token.issue");
    }

    @Test
    default void aTokenThatIsThereIsNotAddedAgainAndNothingIsRecorded() {
        Stored stored = stored("1", NOW);
        store().add(stored, event("token.issue", "1"));

        assertThatThrownBy(() -> store().add(stored, event("token.issue", "again")))
                .isInstanceOf(RuntimeException.class);
        assertThat(store().all()).containsExactly(stored);
        assertThat(actions()).hasSize(1);
    }

    @Test
    default void ofManyRemovalsAtOnceOneRemoves() throws Exception {
        store().add(stored("1", NOW), event("token.issue", "1"));
        List<Boolean> removed = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> removal = () -> store().remove("1", event("token.revoke", "1"));
            for (Future<Boolean> done : threads.invokeAll(List.of(removal, removal, removal, removal))) {
                removed.add(done.get());
            }
        }

        assertThat(removed).containsOnlyOnce(true);
        assertThat(actions()).containsExactly("token.revoke", "token.issue");
    }

    private List<String> actions() {
        return audit().newest(new AuditQuery(Optional.empty(), Long.MAX_VALUE, 100)).stream()
                .map(AuditEntry::event)
                .map(AuditEvent::action)
                .toList();
    }

    private static Stored stored(String id, Instant at) {
        ApiToken token = new ApiToken(id, "name é " + id, Role.AUDITOR, "ana", at, at.plus(Duration.ofDays(9)));
        return new Stored(token, id.repeat(64));
    }

    private static AuditEvent event(String action, String target) {
        return new AuditEvent(NOW, "ana", ClientAddress.LOCAL, action, target, "", null, null);
    }
}
