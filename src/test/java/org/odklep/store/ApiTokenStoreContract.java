package org.odklep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.odklep.store.Samples.HOSTILE;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokenStore;
import org.odklep.account.ApiTokenStore.Stored;
import org.odklep.account.Role;
import org.odklep.account.TokenScope;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.MailDomain;

/** What every {@link ApiTokenStore} does. */
public interface ApiTokenStoreContract {
    AuditEvent ISSUED = event("token.create", "token:deploy");
    AuditEvent REVOKED = event("token.delete", "token:deploy");

    Ports ports();

    @Test
    default void tokensComeBackAsTheyWereTheLastOneFirst() {
        Stored first = token("A1", "hash-a", "deploy", NOON);
        Stored second = token("B2", "hash-b", "100% 'č' \ud83d\udd13", NOON.plusMillis(1));
        tokens().add(first, ISSUED);
        tokens().add(second, ISSUED);

        assertThat(tokens().all()).containsExactly(second, first);
        assertThat(recorded()).containsExactly(ISSUED, ISSUED);
    }

    @Test
    default void whatBoundsATokenComesBackToo() {
        Stored bounded = scoped("A1", TokenScope.of(Set.of(MailDomain.of("example.si"), MailDomain.of("čebela.si"))));
        Stored owned = scoped("B2", TokenScope.ownedBy("AAAAAAAAAAAAAAAAAAAAAA"));
        tokens().add(bounded, ISSUED);
        tokens().add(owned, ISSUED);

        assertThat(tokens().all()).containsExactlyInAnyOrder(bounded, owned);
    }

    @Test
    default void aRemovedTokenIsGoneAndItsRemovalRecorded() {
        tokens().add(token("A1", "hash-a", "deploy", NOON), ISSUED);

        assertThat(tokens().remove("A1", REVOKED)).isTrue();
        assertThat(tokens().remove("A1", REVOKED)).isFalse();
        assertThat(tokens().all()).isEmpty();
        assertThat(recorded()).containsExactly(ISSUED, REVOKED);
    }

    @Test
    default void anIdAndASecretAreTakenOnce() {
        tokens().add(token("A1", "hash-a", "deploy", NOON), ISSUED);

        assertThatThrownBy(() -> tokens().add(token("A1", "hash-b", "other", NOON), ISSUED))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> tokens().add(token("B2", "hash-a", "other", NOON), ISSUED))
                .isInstanceOf(RuntimeException.class);
        assertThat(tokens().all()).hasSize(1);
        assertThat(recorded()).containsExactly(ISSUED);
    }

    @Test
    default void idsMeanThemselvesOnly() {
        HOSTILE.forEach(text -> tokens().add(token(text, "hash" + text, text, NOON), ISSUED));

        assertThat(tokens().remove("%", REVOKED)).isFalse();
        assertThat(tokens().remove("' or ''='", REVOKED)).isFalse();
        HOSTILE.forEach(text -> assertThat(tokens().remove(text, REVOKED)).isTrue());
    }

    @Test
    default void ofManyWhoRemoveATokenOneDoes() {
        tokens().add(token("A1", "hash-a", "deploy", NOON), ISSUED);
        List<Boolean> removed = Together.run(8, number -> tokens().remove("A1", REVOKED));

        assertThat(removed).containsOnlyOnce(true);
        assertThat(recorded()).containsExactly(ISSUED, REVOKED);
    }

    private ApiTokenStore tokens() {
        return ports().tokens();
    }

    private List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = ports().audit().all()) {
            return entries.map(AuditEntry::event).toList();
        }
    }

    private static Stored scoped(String id, TokenScope scope) {
        ApiToken token = new ApiToken(id, id, Role.DOMAIN_ADMINISTRATOR, "meta", NOON, NOON.plusSeconds(60), scope);
        return new Stored(token, "hash-" + id);
    }

    private static Stored token(String id, String hash, String name, Instant createdAt) {
        return new Stored(
                new ApiToken(
                        id, name, Role.AUDITOR, "meta 'č'", createdAt, createdAt.plusSeconds(86_400), TokenScope.NONE),
                hash);
    }
}
