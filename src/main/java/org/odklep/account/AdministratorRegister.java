package org.odklep.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Secret;

/**
 * Adds and removes administrators and resets their passwords. Sessions hold the hash of the password that they began with,
 * so a reset or a removal ends them at their next request.
 */
public final class AdministratorRegister {
    private final AdministratorStore store;
    private final Passwords passwords;
    private final Supplier<Secret> maker;
    private final Consumer<AccountName> newcomer;
    private final BiConsumer<Administrator, Instant> renewed;
    private final Predicate<AccountName> ofUser;

    /**
     * @param maker makes passwords that nobody guesses, and that can be read out
     * @param newcomer told when a name begins or ceases to be an administrator's, so that nothing is inherited
     * @param renewed told when an administrator has another password
     * @param ofUser whether a user signs in with a name
     */
    public AdministratorRegister(
            AdministratorStore store,
            Passwords passwords,
            Supplier<Secret> maker,
            Consumer<AccountName> newcomer,
            BiConsumer<Administrator, Instant> renewed,
            Predicate<AccountName> ofUser) {
        this.store = store;
        this.passwords = passwords;
        this.maker = maker;
        this.newcomer = newcomer;
        this.renewed = renewed;
        this.ofUser = ofUser;
    }

    /** All administrators, in the order of their names. */
    public List<Administrator> all() {
        return store.all();
    }

    /**
     * Adds an administrator.
     *
     * @param chosen a password without a problem ({@link Passwords#problem}); empty to have one generated
     */
    public AdministratorChange add(AccountName name, Role role, Optional<Secret> chosen, Actor actor, Instant now) {
        if (actor.may(Right.MANAGE_ADMINISTRATORS) && ofUser.test(name)) {
            return new AdministratorChange.UserHasName(name);
        }
        return change(actor, chosen, (password, hash) -> {
            Administrator added = new Administrator(name, role, hash, now);
            boolean isNew = store.add(added, event(now, actor, "administrator.create", name, null, role.key()));
            if (!isNew) {
                return new AdministratorChange.NameTaken(name);
            }
            newcomer.accept(name);
            return new AdministratorChange.Done(added, generated(chosen, password));
        });
    }

    /**
     * Gives an administrator another password.
     *
     * @param chosen as in {@link #add}
     */
    public AdministratorChange resetPassword(AccountName name, Optional<Secret> chosen, Actor actor, Instant now) {
        return change(actor, chosen, (password, hash) -> {
            AuditEvent event = event(now, actor, "administrator.resetPassword", name, null, null);
            AdministratorChange changed = changed(name, hash, event);
            return changed instanceof AdministratorChange.Done(Administrator owner, var none)
                    ? new AdministratorChange.Done(owner, generated(chosen, password))
                    : changed;
        });
    }

    private AdministratorChange changed(AccountName name, String hash, AuditEvent event) {
        boolean changed = store.changePassword(name, hash, event);
        Optional<Administrator> found = changed ? store.find(name) : Optional.empty();
        found.ifPresent(owner -> renewed.accept(owner, event.at()));
        return found.<AdministratorChange>map(owner -> new AdministratorChange.Done(owner, Optional.empty()))
                .orElseGet(AdministratorChange.NotFound::new);
    }

    /**
     * Gives an administrator the password that he chose for himself, which takes no right.
     *
     * @param chosen a password without a problem
     * @param actor the administrator
     */
    public AdministratorChange changeOwn(AccountName name, Secret chosen, Actor actor, Instant now) {
        return passwords
                .hash(chosen)
                .map(hash -> changed(name, hash, event(now, actor, "administrator.changePassword", name, null, null)))
                .orElseGet(AdministratorChange.Busy::new);
    }

    /** Removes an administrator; the last one who may make others stays. */
    public AdministratorChange remove(AccountName name, Actor actor, Instant now) {
        if (!actor.may(Right.MANAGE_ADMINISTRATORS)) {
            return notAllowed();
        }
        Optional<Administrator> found = store.find(name);
        if (found.isEmpty()) {
            return new AdministratorChange.NotFound();
        }
        String role = found.get().role().key();
        return switch (store.remove(name, event(now, actor, "administrator.remove", name, role, null))) {
            case REMOVED -> {
                newcomer.accept(name);
                yield new AdministratorChange.Done(found.get(), Optional.empty());
            }
            case NOT_FOUND -> new AdministratorChange.NotFound();
            case LAST_GLOBAL_ADMINISTRATOR -> new AdministratorChange.LastGlobalAdministrator();
        };
    }

    private AdministratorChange change(Actor actor, Optional<Secret> chosen, Work work) {
        if (!actor.may(Right.MANAGE_ADMINISTRATORS)) {
            return notAllowed();
        }
        Secret password = chosen.orElseGet(maker);
        return passwords.hash(password).map(hash -> work.with(password, hash)).orElseGet(AdministratorChange.Busy::new);
    }

    /** What is done with a password and its hash. */
    private interface Work {
        AdministratorChange with(Secret password, String hash);
    }

    private static Optional<Secret> generated(Optional<Secret> chosen, Secret password) {
        return chosen.isPresent() ? Optional.empty() : Optional.of(password);
    }

    private static AdministratorChange notAllowed() {
        return new AdministratorChange.NotAllowed(Right.MANAGE_ADMINISTRATORS.leastRole());
    }

    private static AuditEvent event(
            Instant now,
            Actor actor,
            String action,
            AccountName name,
            @Nullable String before,
            @Nullable String after) {
        return new AuditEvent(now, actor.name(), actor.origin(), action, Administrator.target(name), "", before, after);
    }
}
