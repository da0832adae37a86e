package org.odklep.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;

/** The administrators and their sign-in with a password. */
public final class Administrators {
    private static final System.Logger LOG = System.getLogger(Administrators.class.getName());

    private final AdministratorStore store;
    private final AuditLog audit;
    private final Passwords passwords;
    private final Executor later;
    private final SignInThrottle throttle = new SignInThrottle();

    /** @param later does what nobody shall wait for: how long an answer takes must not tell a known name from an unknown one */
    public Administrators(AdministratorStore store, AuditLog audit, Passwords passwords, Executor later) {
        this.store = store;
        this.audit = audit;
        this.passwords = passwords;
        this.later = later;
    }

    public Optional<Administrator> find(AccountName name) {
        return store.find(name);
    }

    /**
     * Checks a name and a password. An unknown name and one that has to wait take as long as a wrong password.
     *
     * @throws org.odklep.kernel.StoreUnavailable when nobody can sign in because the store is away
     */
    public SignInResult signIn(String name, Secret password, ClientAddress origin, Instant now) {
        Optional<AccountName> parsed = Administrator.parseName(name);
        String key = parsed.map(AccountName::value).orElse("");
        return throttle.begin(key, origin, now)
                .map(wait -> refuse(wait, password, origin))
                .orElseGet(() -> verify(key, parsed.flatMap(store::find), password, origin, now));
    }

    private SignInResult refuse(Duration wait, Secret password, ClientAddress origin) {
        passwords.verify(password, Optional.empty(), Passwords.Caller.stranger(origin));
        return new SignInResult.TooMany(wait);
    }

    private SignInResult verify(
            String key, Optional<Administrator> found, Secret password, ClientAddress origin, Instant now) {
        Optional<Boolean> right =
                passwords.verify(password, found.map(Administrator::passwordHash), Passwords.Caller.stranger(origin));
        if (right.isEmpty()) {
            throttle.cancel(key, origin);
            return new SignInResult.Busy();
        }
        if (right.get() && found.isPresent()) {
            throttle.clear(key, origin);
            audit.append(event(found.get(), "administrator.signIn", origin, now));
            return new SignInResult.Granted(found.get());
        }
        if (throttle.isWaiting(key, origin, now)) {
            found.ifPresent(owner -> later.execute(() -> noteThrottle(owner, origin, now)));
        }
        return new SignInResult.Denied();
    }

    private void noteThrottle(Administrator owner, ClientAddress origin, Instant now) {
        try {
            audit.append(event(owner, "administrator.throttle", origin, now));
        } catch (StoreUnavailable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} has to wait, which is not noted: {1}",
                    owner.name(),
                    e.getMessage());
        }
    }

    private static AuditEvent event(Administrator owner, String action, ClientAddress origin, Instant now) {
        return new AuditEvent(now, owner.name().value(), origin, action, owner.target(), "", null, null);
    }
}
