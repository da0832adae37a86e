package org.odklep.lock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/** The accounts that no restriction stops. It outranks every restriction, earlier and later ones alike. */
public final class AllowList {
    private final AllowStore store;
    private volatile Entries entries = Entries.of(List.of());

    public AllowList(AllowStore store) {
        this.store = store;
    }

    /** Reads the list anew; call at start and whenever another node may have changed it. */
    public synchronized void refresh() {
        entries = Entries.of(List.copyOf(store.all()));
    }

    public List<AllowEntry> entries() {
        return entries.all;
    }

    /** The entry that covers an account now, if one does; its own one rather than that of a domain. */
    public Optional<AllowEntry> covering(AccountName account, Instant now) {
        return entries.covering(account, now);
    }

    /**
     * All entries as of one reading. Those of accounts, which may be thousands, are found by name; those of domains are looked
     * through.
     */
    private record Entries(List<AllowEntry> all, Map<String, AllowEntry> ofAccounts, List<AllowEntry> ofDomains) {
        static Entries of(List<AllowEntry> all) {
            return new Entries(
                    all,
                    all.stream()
                            .filter(entry -> !entry.isOfDomain())
                            .collect(Collectors.toUnmodifiableMap(AllowEntry::pattern, Function.identity())),
                    all.stream().filter(AllowEntry::isOfDomain).toList());
        }

        Optional<AllowEntry> covering(AccountName account, Instant now) {
            AllowEntry own = ofAccounts.get(account.value());
            if (own != null && own.covers(account, now)) {
                return Optional.of(own);
            }
            for (AllowEntry entry : ofDomains) {
                if (entry.covers(account, now)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }
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
