package org.odklep.account;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;

/**
 * Issues, revokes and recognises bearer tokens. A secret is 256 random bits, so its plain SHA-256 is safe to store: there
 * is nothing to guess. Tokens are recognised from memory, which changes only after the store did.
 */
public final class ApiTokens {
    /** What every secret begins with, so that people and scanners of leaked secrets know one when they see it. */
    public static final String PREFIX = "odk_";

    private static final int SECRET_BYTES = 32;

    private final ApiTokenStore store;
    private final RandomGenerator random;
    private final TokenOwners owners;
    private volatile Map<String, ApiToken> byHash = Map.of();

    /** @param random of cryptographic quality */
    public ApiTokens(ApiTokenStore store, RandomGenerator random) {
        this(store, random, TokenOwners.NOBODY);
    }

    /**
     * @param random of cryptographic quality
     * @param owners asked at every use of a token that has an owner, so that it dies on every node at once
     */
    public ApiTokens(ApiTokenStore store, RandomGenerator random, TokenOwners owners) {
        this.store = store;
        this.random = random;
        this.owners = owners;
    }

    /** Reads the tokens anew; call at start and whenever another node may have changed them. */
    public synchronized void refresh() {
        Map<String, ApiToken> read = new LinkedHashMap<>();
        store.all().forEach(stored -> read.put(stored.hash(), stored.token()));
        byHash = read;
    }

    /** All tokens, expired ones included, the one that was issued last first. */
    public List<ApiToken> all() {
        return List.copyOf(byHash.values());
    }

    /**
     * Who acts with a secret; empty for one that is unknown, revoked or expired.
     *
     * @param origin where the request came from
     * @throws org.odklep.kernel.StoreUnavailable when the token has an owner and the store is away
     */
    public Optional<Actor> authenticate(Secret secret, ClientAddress origin, Instant now) {
        return find(secret)
                .flatMap(token -> domains(token, now)
                        .map(domains -> new Actor(
                                token.actorName(),
                                token.role(),
                                origin,
                                domains,
                                token.scope().owner())));
    }

    /** Whether somebody who brings a token may act now. */
    public boolean isGood(ApiToken token, Instant now) {
        return domains(token, now).isPresent();
    }

    /** The tokens of a user that are good now. */
    public List<ApiToken> ownedBy(String owner, Instant now) {
        return all().stream()
                .filter(token -> token.scope().owner().filter(owner::equals).isPresent())
                .filter(token -> isGood(token, now))
                .toList();
    }

    /** Where a token may act; empty when it is good for nothing. */
    private Optional<Set<MailDomain>> domains(ApiToken token, Instant now) {
        if (!token.isValid(now)) {
            return Optional.empty();
        }
        return token.scope()
                .owner()
                .map(owner -> owners.domains(owner, token.role(), token.createdAt()))
                .orElseGet(() -> Optional.of(token.scope().domains()));
    }

    /** The token with a secret, expired or not. */
    public Optional<ApiToken> find(Secret secret) {
        return Optional.ofNullable(byHash.get(Sha256.hex(secret.reveal())));
    }

    /** Issues a token. */
    public synchronized IssueResult issue(ApiToken.Wanted wanted, Actor actor, Instant now) {
        Optional<IssueResult> obstacle = obstacle(wanted, actor, now);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        refresh();
        if (all().stream().anyMatch(token -> token.name().equalsIgnoreCase(wanted.name()))) {
            return new IssueResult.NameTaken(wanted.name());
        }
        return add(wanted, actor, now);
    }

    private Optional<IssueResult> obstacle(ApiToken.Wanted wanted, Actor actor, Instant now) {
        Role role = wanted.role();
        if (!actor.may(Right.MANAGE_TOKENS)) {
            return Optional.of(new IssueResult.NotAllowed(Right.MANAGE_TOKENS.leastRole()));
        }
        if (!actor.role().rights().containsAll(role.rights())) {
            return Optional.of(new IssueResult.NotAllowed(role));
        }
        if (!wanted.scope().suits(role)) {
            return Optional.of(new IssueResult.DomainsMismatch(role));
        }
        return wanted.scope()
                .owner()
                .filter(owner -> owners.domains(owner, role, now).isEmpty())
                .map(owner -> new IssueResult.OwnerCannot(role));
    }

    /** Issues a token whatever others are called: each node has one of the same name for its own commands. */
    public synchronized IssueResult.Issued issueOwn(
            String name, Role role, Instant expiresAt, Actor actor, Instant now) {
        return add(new ApiToken.Wanted(name, role, expiresAt), actor, now);
    }

    /** Revokes a token. */
    public synchronized RevokeResult revoke(String id, Actor actor, Instant now) {
        if (!actor.may(Right.MANAGE_TOKENS)) {
            return new RevokeResult.NotAllowed(Right.MANAGE_TOKENS.leastRole());
        }
        refresh();
        return all().stream()
                .filter(token -> token.id().equals(id))
                .findFirst()
                .map(token -> remove(token, actor, now))
                .orElseGet(RevokeResult.NotFound::new);
    }

    /** Ends one token of a user; false when there is none with this id. Ask who may act on the user before. */
    public synchronized boolean end(String owner, String id, Actor actor, Instant now) {
        refresh();
        return all().stream()
                .filter(token -> token.id().equals(id))
                .filter(token -> token.scope().owner().filter(owner::equals).isPresent())
                .findFirst()
                .filter(token -> remove(token, actor, now) instanceof RevokeResult.Revoked)
                .isPresent();
    }

    private IssueResult.Issued add(ApiToken.Wanted wanted, Actor actor, Instant now) {
        Secret secret = newSecret();
        String id = HexFormat.of().toHexDigits(random.nextLong());
        ApiToken token =
                new ApiToken(id, wanted.name(), wanted.role(), actor.name(), now, wanted.expiresAt(), wanted.scope());
        ApiTokenStore.Stored stored = new ApiTokenStore.Stored(token, Sha256.hex(secret.reveal()));
        store.add(stored, event(now, actor, "token.issue", token, null, describe(token)));
        Map<String, ApiToken> known = new LinkedHashMap<>();
        known.put(stored.hash(), token);
        known.putAll(byHash);
        byHash = known;
        return new IssueResult.Issued(token, secret);
    }

    private RevokeResult remove(ApiToken token, Actor actor, Instant now) {
        boolean removed = store.remove(token.id(), event(now, actor, "token.revoke", token, describe(token), null));
        Map<String, ApiToken> known = new LinkedHashMap<>(byHash);
        known.values().remove(token);
        byHash = known;
        return removed ? new RevokeResult.Revoked(token) : new RevokeResult.NotFound();
    }

    private Secret newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static AuditEvent event(
            Instant now, Actor actor, String action, ApiToken token, @Nullable String before, @Nullable String after) {
        return new AuditEvent(now, actor.name(), actor.origin(), action, token.actorName(), "", before, after);
    }

    private static String describe(ApiToken token) {
        String domains = token.scope().domains().stream()
                .map(MailDomain::toString)
                .sorted()
                .collect(Collectors.joining(" and "));
        return token.role().key()
                + (domains.isEmpty() ? "" : " of " + domains)
                + token.scope().owner().map(owner -> " for user " + owner).orElse("")
                + " until " + token.expiresAt() + ", id " + token.id();
    }
}
