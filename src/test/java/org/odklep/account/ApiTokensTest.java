package org.odklep.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.store.memory.MemoryApiTokenStore;
import org.odklep.store.memory.MemoryAuditLog;

class ApiTokensTest {
    private static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final Actor OWNER = new Actor("owner", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    private final MemoryApiTokenStore store = new MemoryApiTokenStore(new MemoryAuditLog());
    private final ApiTokens tokens = new ApiTokens(store, new SecureRandom());

    @Test
    void aTokenIsGoodUntilItsLastMillisecond() {
        Secret secret = issue("t", Role.AUDITOR);

        assertThat(tokens.authenticate(secret, ClientAddress.LOCAL, LATER.minusMillis(1)))
                .contains(new Actor("token:t", Role.AUDITOR, ClientAddress.LOCAL));
        assertThat(tokens.authenticate(secret, ClientAddress.LOCAL, LATER)).isEmpty();
        assertThat(tokens.authenticate(Secret.of(secret.reveal() + "x"), ClientAddress.LOCAL, NOW))
                .isEmpty();
        assertThat(tokens.authenticate(Secret.of(""), ClientAddress.LOCAL, NOW)).isEmpty();
    }

    @Test
    void theSecretItselfIsStoredNowhere() {
        String secret = issue("t", Role.AUDITOR).reveal();

        assertThat(store.all().toString()).doesNotContain(secret, secret.substring(ApiTokens.PREFIX.length()));
        assertThat(store.all().getFirst().hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void anotherNodeLearnsOfATokenAndOfItsEnd() {
        ApiTokens otherNode = new ApiTokens(store, new SecureRandom());
        Secret secret = issue("t", Role.AUDITOR);
        otherNode.refresh();
        assertThat(otherNode.authenticate(secret, ClientAddress.LOCAL, NOW)).isPresent();

        tokens.revoke(tokens.all().getFirst().id(), OWNER, NOW);
        otherNode.refresh();
        assertThat(otherNode.authenticate(secret, ClientAddress.LOCAL, NOW)).isEmpty();
    }

    @Test
    void aTokenOfAnotherNodeIsRevokedWithoutWaitingForAPoll() {
        ApiTokens otherNode = new ApiTokens(store, new SecureRandom());
        issue("t", Role.AUDITOR);

        assertThat(otherNode.revoke(tokens.all().getFirst().id(), OWNER, NOW)).isInstanceOf(RevokeResult.Revoked.class);
    }

    @Test
    void nobodyIssuesMoreThanTheyMay() {
        Actor auditor = new Actor("auditor", Role.AUDITOR, ClientAddress.LOCAL);

        assertThat(tokens.issue(new ApiToken.Wanted("t", Role.AUDITOR, LATER), auditor, NOW))
                .isEqualTo(new IssueResult.NotAllowed(Role.GLOBAL_ADMINISTRATOR));
        assertThat(tokens.revoke("t", auditor, NOW)).isEqualTo(new RevokeResult.NotAllowed(Role.GLOBAL_ADMINISTRATOR));
        assertThat(store.all()).isEmpty();
    }

    @Test
    void aDomainAdministratorsTokenNeedsDomainsAndNoOtherHasAny() {
        Set<MailDomain> domains = Set.of(MailDomain.of("example.si"));
        Role role = Role.DOMAIN_ADMINISTRATOR;

        assertThat(tokens.issue(new ApiToken.Wanted("t", role, LATER), OWNER, NOW))
                .isEqualTo(new IssueResult.DomainsMismatch(role));
        assertThat(tokens.issue(new ApiToken.Wanted("t", Role.AUDITOR, LATER, TokenScope.of(domains)), OWNER, NOW))
                .isEqualTo(new IssueResult.DomainsMismatch(Role.AUDITOR));
        IssueResult issued = tokens.issue(new ApiToken.Wanted("t", role, LATER, TokenScope.of(domains)), OWNER, NOW);
        assertThat(issued)
                .isInstanceOfSatisfying(
                        IssueResult.Issued.class,
                        token -> assertThat(tokens.authenticate(token.secret(), ClientAddress.LOCAL, NOW)
                                        .map(Actor::domains))
                                .contains(domains));
    }

    @Test
    void aTokenWithAnOwnerIsAsGoodAsTheOwnerIsAtThisMoment() {
        AtomicReference<Optional<Set<MailDomain>>> owner = new AtomicReference<>(Optional.empty());
        ApiTokens owned = new ApiTokens(store, new SecureRandom(), (id, role, issuedAt) -> owner.get());
        ApiToken.Wanted wanted = new ApiToken.Wanted("t", Role.AUDITOR, LATER, TokenScope.ownedBy("ana"));

        assertThat(owned.issue(wanted, OWNER, NOW)).isEqualTo(new IssueResult.OwnerCannot(Role.AUDITOR));
        owner.set(Optional.of(Set.of(MailDomain.of("example.si"))));
        IssueResult.Issued issued = (IssueResult.Issued) owned.issue(wanted, OWNER, NOW);
        assertThat(owned.authenticate(issued.secret(), ClientAddress.LOCAL, NOW))
                .isPresent();
        assertThat(owned.ownedBy("ana", NOW)).containsExactly(issued.token());
        owner.set(Optional.empty());
        assertThat(owned.authenticate(issued.secret(), ClientAddress.LOCAL, NOW))
                .isEmpty();
        assertThat(owned.ownedBy("ana", NOW)).isEmpty();
    }

    @Test
    void aTokenThatCouldNotBeRevokedGoesOn() {
        Fragile fragile = new Fragile();
        ApiTokens onFragile = new ApiTokens(fragile, new SecureRandom());
        IssueResult.Issued issued = onFragile.issueOwn("t", Role.AUDITOR, LATER, OWNER, NOW);
        fragile.away = true;

        assertThatThrownBy(() -> onFragile.revoke(issued.token().id(), OWNER, NOW))
                .isInstanceOf(StoreUnavailable.class);
        assertThat(onFragile.authenticate(issued.secret(), ClientAddress.LOCAL, NOW))
                .isPresent();
    }

    @Test
    void namesAndEndsAreChecked() {
        assertThat(ApiToken.name("  a name ")).isEqualTo("a name");
        assertThatThrownBy(() -> ApiToken.name("n".repeat(65))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApiToken.name("a\u0007b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ApiToken.expiry(NOW.plus(Duration.ofDays(366)), NOW)).isEqualTo(NOW.plus(Duration.ofDays(366)));
        assertThatThrownBy(() -> ApiToken.expiry(NOW.plus(Duration.ofDays(366)).plusMillis(1), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApiToken.expiry(NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    private Secret issue(String name, Role role) {
        return switch (tokens.issue(new ApiToken.Wanted(name, role, LATER), OWNER, NOW)) {
            case IssueResult.Issued(ApiToken token, Secret secret) -> secret;
            case IssueResult.NameTaken taken -> throw new AssertionError(taken);
            case IssueResult.NotAllowed denied -> throw new AssertionError(denied);
            case IssueResult.DomainsMismatch mismatch -> throw new AssertionError(mismatch);
            case IssueResult.OwnerCannot cannot -> throw new AssertionError(cannot);
        };
    }

    /** A store that can be read, and stops to take changes. */
    private final class Fragile implements ApiTokenStore {
        boolean away;

        @Override
        public List<Stored> all() {
            return store.all();
        }

        @Override
        public void add(Stored token, AuditEvent event) {
            store.add(token, event);
        }

        @Override
        public boolean remove(String id, AuditEvent event) {
            if (away) {
                throw new StoreUnavailable("the disk is full", new IllegalStateException());
            }
            return store.remove(id, event);
        }
    }
}
