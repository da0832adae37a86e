package org.odklep.account;

import java.time.Instant;
import java.util.Optional;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/** The administrators, and the record of their sign-ins. Whether their passwords are right is asked where those of users are. */
public final class Administrators {
    private final AdministratorStore store;
    private final AuditLog audit;

    public Administrators(AdministratorStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    public Optional<Administrator> find(AccountName name) {
        return store.find(name);
    }

    /**
     * Notes that the password of an administrator was right.
     *
     * @throws org.odklep.kernel.StoreUnavailable when it cannot be noted
     */
    public void signedIn(Administrator who, ClientAddress origin, Instant now) {
        audit.append(
                new AuditEvent(now, who.name().value(), origin, "administrator.signIn", who.target(), "", null, null));
    }
}
