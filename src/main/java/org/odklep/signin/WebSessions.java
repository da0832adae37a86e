package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.odklep.signin.WebSession.Device;
import org.odklep.signin.WebSession.Proof;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/**
 * The sessions of browsers. A secret is 256 random bits, so its plain SHA-256 is safe to store. Session and owner are asked
 * of the store at every request, so that what ends one holds from the next request on, on every node.
 *
 * <p>All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public final class WebSessions {
    /** How exactly the last use is stored: a busy session is not written all the time. */
    static final Duration GRAIN = Duration.ofMinutes(1);

    private static final int SECRET_BYTES = 32;

    private final SessionStore store;
    private final UserStore users;
    private final AdministratorStore administrators;
    private final FactorRule factors;
    private final SessionLimits limits;
    private final RandomGenerator random;

    /** @param random of cryptographic quality */
    public WebSessions(
            SessionStore store,
            UserStore users,
            AdministratorStore administrators,
            FactorRule factors,
            SessionLimits limits,
            RandomGenerator random) {
        this.store = store;
        this.users = users;
        this.administrators = administrators;
        this.factors = factors;
        this.limits = limits;
        this.random = random;
    }

    /**
     * Opens a session for a user whose password was right. It is never older than the last revocation that is known, for
     * the clock of the node that revoked may be ahead of ours.
     */
    public Secret open(User user, Device device, Instant now) {
        return open(user, now, false, device, now);
    }

    /**
     * Opens a session for a user who chose another password, in place of the one in which that was done. To show a password
     * is not to show the second factor again.
     */
    public Secret openAgain(User user, WebSession before, Device device, Instant now) {
        Proof shown = before.proof();
        return open(user, shown.factor() ? shown.at() : now, shown.factor(), device, now);
    }

    /** The same for an administrator, who showed all that there is. */
    public Secret openAgain(Administrator administrator, WebSession before, Device device, Instant now) {
        Proof proof = new Proof(
                Sha256.hex(administrator.passwordHash()),
                false,
                now,
                before.proof().factor());
        return open(SessionOwner.of(administrator), proof, device, now);
    }

    private Secret open(User user, Instant shownAt, boolean factor, Device device, Instant now) {
        Proof proof = new Proof(
                Sha256.hex(user.password().hash().orElse("")), user.password().mustChange(), shownAt, factor);
        return open(user, proof, device, now);
    }

    private Secret open(User user, Proof proof, Device device, Instant now) {
        Instant valid = user.times().sessionsValidFrom();
        return open(SessionOwner.of(user), proof, device, now.isBefore(valid) ? valid : now);
    }

    /** Opens a session for a user whom a provider named. */
    Secret openProvided(User user, ProviderSignIn.Word word, Device device, Instant now) {
        Instant shownAt = word.shownAt().isAfter(now) ? now : word.shownAt();
        String password = Sha256.hex(user.password().hash().orElse(""));
        return open(user, new Proof(password, false, shownAt, word.factor()), device, now);
    }

    /** Opens a session for an administrator whose password was right. */
    public Secret open(Administrator administrator, Device device, Instant now) {
        Proof proof = new Proof(Sha256.hex(administrator.passwordHash()), false, now, false);
        return open(SessionOwner.of(administrator), proof, device, now);
    }

    /**
     * Who a browser is signed in as; empty when the session is unknown, over or worthless.
     *
     * @param origin where the request came from
     */
    public Optional<SignedIn> find(Secret secret, ClientAddress origin, Instant now) {
        Optional<SignedIn> found = look(secret, origin, now);
        found.map(SignedIn::session)
                .filter(session -> !now.isBefore(session.lastSeen().plus(GRAIN)))
                .ifPresent(session -> store.seen(session.id(), now));
        return found;
    }

    /** The same, where it is no use of the session: what an open page asks by itself does not keep somebody signed in. */
    public Optional<SignedIn> look(Secret secret, ClientAddress origin, Instant now) {
        return store.find(Sha256.hex(secret.reveal())).flatMap(session -> live(session, origin, now));
    }

    /** Whether a user has to show a second factor after the password. */
    boolean awaitsFactor(User user) {
        return factors.of(SessionOwner.of(user), user.roles()) == FactorNeed.SHOW;
    }

    /** Whether an administrator has to. */
    boolean awaitsFactor(Administrator administrator) {
        return factors.of(SessionOwner.of(administrator), Set.of(administrator.role())) == FactorNeed.SHOW;
    }

    /** The sessions of an owner that are good now, the one that was opened last first. */
    public List<WebSession> of(SessionOwner owner, Instant now) {
        return store.of(owner).stream()
                .filter(session -> live(session, ClientAddress.LOCAL, now).isPresent())
                .toList();
    }

    /**
     * Opens a session in which the second factor was shown, in place of one in which it had to be. It is as old as that one, so
     * that what ended that one ends it too.
     */
    public Secret openProven(WebSession before, Device device, Instant now) {
        Secret secret = secret();
        Proof proof = before.proof().shownAgain(now, true);
        store.remove(before.id());
        store.add(
                new WebSession(id(), before.owner(), proof, device, before.createdAt(), now),
                Sha256.hex(secret.reveal()));
        return secret;
    }

    /** Notes that the password or the second factor was shown once more. */
    public void shownAgain(WebSession session, boolean factor, Instant now) {
        store.proven(session.id(), session.proof().shownAgain(now, factor));
    }

    /** Ends all sessions of an owner. */
    public void endAll(SessionOwner owner) {
        store.removeAll(owner);
    }

    /** Ends a session that its own browser ends. */
    public void signOut(WebSession session) {
        store.remove(session.id());
    }

    /**
     * Ends one session of an owner; false when there is none with this id. Ask who may act on the owner before.
     *
     * @param target the owner in the audit log
     */
    public boolean end(SessionOwner owner, String id, String target, Actor actor, Instant now) {
        return store.of(owner).stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .filter(session -> store.remove(id, ended(session, target, actor, now)))
                .isPresent();
    }

    private static AuditEvent ended(WebSession session, String target, Actor actor, Instant now) {
        return new AuditEvent(now, actor.name(), actor.origin(), "session.end", target, "", session.words(), null);
    }

    private Secret open(SessionOwner owner, Proof proof, Device device, Instant now) {
        Secret secret = secret();
        store.add(new WebSession(id(), owner, proof, device, now, now), Sha256.hex(secret.reveal()));
        return secret;
    }

    private Secret secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private String id() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private Optional<SignedIn> live(WebSession session, ClientAddress origin, Instant now) {
        if (limits.isOver(session, now)) {
            return Optional.empty();
        }
        return switch (session.owner().kind()) {
            case USER -> users.byId(session.owner().id()).flatMap(user -> live(session, user, origin));
            case ADMINISTRATOR ->
                administrators
                        .find(AccountName.of(session.owner().id()))
                        .flatMap(administrator -> live(session, administrator, origin));
        };
    }

    private Optional<SignedIn> live(WebSession session, Administrator administrator, ClientAddress origin) {
        Actor actor = new Actor(administrator.name().value(), administrator.role(), origin);
        return isProof(session, administrator.passwordHash())
                ? Optional.of(factor(session, Set.of(administrator.role()), actor)
                        .orElseGet(() -> new SignedIn.AsAdministrator(session, actor)))
                : Optional.empty();
    }

    /** Somebody who has to show a second factor first, or to have one. */
    private Optional<SignedIn> factor(WebSession session, Set<Role> roles, Actor actor) {
        FactorNeed need = session.proof().factor() ? FactorNeed.NONE : factors.of(session.owner(), roles);
        return switch (need) {
            case NONE -> Optional.empty();
            case SHOW -> Optional.of(new SignedIn.NeedsFactor(session, actor, false));
            case SET_UP -> Optional.of(new SignedIn.NeedsFactor(session, actor, true));
        };
    }

    private Optional<SignedIn> live(WebSession session, User user, ClientAddress origin) {
        if (!user.isEnabled() || session.createdAt().isBefore(user.times().sessionsValidFrom())) {
            return Optional.empty();
        }
        boolean mustChange = user.password().mustChange();
        if (session.proof().mustChange()) {
            boolean same = isProof(session, user.password().hash().orElse(""));
            return mustChange && same ? Optional.of(mustChange(session, user, true, origin)) : Optional.empty();
        }
        return user.actor(origin)
                .map(actor -> mustChange
                        ? mustChange(session, user, false, origin)
                        : factor(session, user.roles(), actor)
                                .orElseGet(() -> new SignedIn.AsUser(session, user, actor)));
    }

    /** A second factor that is there comes before the new password, for a reset must not get around it. */
    private SignedIn mustChange(WebSession session, User user, boolean proven, ClientAddress origin) {
        Actor nobody = new Actor(user.name().value(), Role.AUDITOR, origin);
        return factor(session, Set.of(), user.actor(origin).orElse(nobody))
                .orElseGet(() -> new SignedIn.MustChange(session, user, proven));
    }

    private static boolean isProof(WebSession session, String passwordHash) {
        return session.proof().password().equals(Sha256.hex(passwordHash));
    }
}
