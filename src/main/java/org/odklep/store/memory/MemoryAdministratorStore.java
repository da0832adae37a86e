package org.odklep.store.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/** The administrators, by name. */
public final class MemoryAdministratorStore implements AdministratorStore {
    private final MemoryAuditLog audit;
    private final Map<AccountName, Administrator> administrators = new TreeMap<>();

    public MemoryAdministratorStore(MemoryAuditLog audit) {
        this.audit = audit;
    }

    @Override
    public synchronized List<Administrator> all() {
        return List.copyOf(administrators.values());
    }

    @Override
    public synchronized Optional<Administrator> find(AccountName name) {
        return Optional.ofNullable(administrators.get(name));
    }

    @Override
    public synchronized boolean isEmpty() {
        return administrators.isEmpty();
    }

    @Override
    public synchronized boolean add(Administrator administrator, AuditEvent event) {
        if (administrators.containsKey(administrator.name())) {
            return false;
        }
        audit.append(event);
        administrators.put(administrator.name(), administrator);
        return true;
    }

    @Override
    public synchronized boolean changePassword(AccountName name, String passwordHash, AuditEvent event) {
        Administrator before = administrators.get(name);
        if (before == null) {
            return false;
        }
        audit.append(event);
        administrators.put(name, new Administrator(name, before.role(), passwordHash, before.createdAt()));
        return true;
    }

    @Override
    public synchronized Removal remove(AccountName name, AuditEvent event) {
        if (!administrators.containsKey(name)) {
            return Removal.NOT_FOUND;
        }
        boolean othersCanManage = administrators.values().stream()
                .anyMatch(other -> !other.name().equals(name) && other.role() == Role.GLOBAL_ADMINISTRATOR);
        if (!othersCanManage) {
            return Removal.LAST_GLOBAL_ADMINISTRATOR;
        }
        audit.append(event);
        administrators.remove(name);
        return Removal.REMOVED;
    }

    /** Adds one without a word in the audit log. */
    synchronized void put(Administrator administrator) {
        administrators.put(administrator.name(), administrator);
    }
}
