package org.odklep.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

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
    private volatile Map<String, ApiToken> byHash = Map.of();

    /** @param random of cryptographic quality */
    public ApiTokens(ApiTokenStore store, RandomGenerator random) {
        this.store = store;
        this.random = random;
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
     */
    public Optional<Actor> authenticate(Secret secret, ClientAddress origin, Instant now) {
        return find(secret)
                .filter(token -> token.isValid(now))
                .map(token -> new Actor(token.actorName(), token.role(), origin));
    }

    /** The token with a secret, expired or not. */
    public Optional<ApiToken> find(Secret secret) {
        return Optional.ofNullable(byHash.get(hash(secret)));
    }

    /**
     * Issues a token.
     *
     * @param name as {@link ApiToken#name} gives it
     * @param expiresAt as {@link ApiToken#expiry} gives it
     */
    public synchronized IssueResult issue(String name, Role role, Instant expiresAt, Actor actor, Instant now) {
        if (!actor.may(Right.MANAGE_TOKENS)) {
            return new IssueResult.NotAllowed(Right.MANAGE_TOKENS.leastRole());
        }
        if (!actor.role().rights().containsAll(role.rights())) {
            return new IssueResult.NotAllowed(role);
        }
        refresh();
        if (all().stream().anyMatch(token -> token.name().equalsIgnoreCase(name))) {
            return new IssueResult.NameTaken(name);
        }
        return add(name, role, expiresAt, actor, now);
    }

    /** Issues a token whatever others are called: each node has one of the same name for its own commands. */
    public synchronized IssueResult.Issued issueOwn(
            String name, Role role, Instant expiresAt, Actor actor, Instant now) {
        return add(name, role, expiresAt, actor, now);
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

    private IssueResult.Issued add(String name, Role role, Instant expiresAt, Actor actor, Instant now) {
        Secret secret = newSecret();
        String id = HexFormat.of().toHexDigits(random.nextLong());
        ApiToken token = new ApiToken(id, name, role, actor.name(), now, expiresAt);
        ApiTokenStore.Stored stored = new ApiTokenStore.Stored(token, hash(secret));
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
        return token.role().key() + " until " + token.expiresAt() + ", id " + token.id();
    }

    private static String hash(Secret secret) {
        try {
            byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
