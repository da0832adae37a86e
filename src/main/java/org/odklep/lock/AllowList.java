package org.odklep.lock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/** The accounts that no restriction stops. It outranks every restriction, earlier and later ones alike. */
public final class AllowList {
    private final AllowStore store;
    private volatile List<AllowEntry> entries = List.of();

    public AllowList(AllowStore store) {
        this.store = store;
    }

    /** Reads the list anew; call at start and whenever another node may have changed it. */
    public synchronized void refresh() {
        entries = List.copyOf(store.all());
    }

    public List<AllowEntry> entries() {
        return entries;
    }

    /** The entry that covers an account now, if one does. */
    public Optional<AllowEntry> covering(AccountName account, Instant now) {
        for (AllowEntry entry : entries) {
            if (entry.covers(account, now)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Adds or replaces an entry; false when the actor may not. */
    public boolean add(AllowEntry entry, Actor actor) {
        if (!actor.may(Right.EDIT_ALLOW_LIST)) {
            return false;
        }
        String until = entry.until().map(end -> " until " + end).orElse("");
        store.put(
                entry,
                new AuditEvent(
                        entry.addedAt(),
                        actor.name(),
                        actor.origin(),
                        "allow.add",
                        entry.pattern(),
                        entry.reason().text(),
                        null,
                        "allowed" + until));
        refresh();
        return true;
    }

    /** Removes an entry. */
    public Removal remove(String pattern, Actor actor, Instant now) {
        if (!actor.may(Right.EDIT_ALLOW_LIST)) {
            return Removal.NOT_ALLOWED;
        }
        boolean removed = store.remove(
                pattern,
                new AuditEvent(now, actor.name(), actor.origin(), "allow.remove", pattern, "", "allowed", null));
        refresh();
        return removed ? Removal.REMOVED : Removal.NOT_FOUND;
    }

    /** Outcome of {@link #remove}. */
    public enum Removal {
        REMOVED,
        NOT_FOUND,
        NOT_ALLOWED
    }
}
