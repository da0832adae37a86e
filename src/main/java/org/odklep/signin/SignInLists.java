package org.odklep.signin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;

/** Clients and accounts whose sign-ins somebody blocked or spared by hand; answered from memory. */
public final class SignInLists {
    /** On both lists together. */
    public static final int MAX_ENTRIES = 10_000;

    private final SignInListStore store;
    private volatile Entries entries = new Entries(-1, List.of());
    private volatile Consumer<ClientAddress> whenForgiven = client -> {};

    public SignInLists(SignInListStore store) {
        this.store = store;
    }

    /** Says whom to tell which clients' networks shall begin anew, whichever node was asked for that. */
    void whenForgiven(Consumer<ClientAddress> told) {
        whenForgiven = told;
    }

    /** Outcome of a change. */
    public enum Change {
        DONE,
        NOT_FOUND,
        /** There are {@link #MAX_ENTRIES} that have not ended. */
        FULL,
        NOT_ALLOWED
    }

    /** Reads the lists anew if they changed; call at start and whenever another node may have changed them. */
    public synchronized void refresh() {
        long version = store.version();
        if (version != entries.version) {
            Entries before = entries;
            entries = new Entries(version, store.all());
            entries.forgivenSince(before).forEach(whenForgiven);
        }
    }

    /** Tells all nodes to forget the password spray of a client's network; whoever is too late to hear of it counted nothing. */
    void forgive(ClientAddress client, Reason reason, Actor actor, Instant now) {
        ClientNetwork.of(client).ifPresent(alone -> {
            Key key = new Key(Kind.FORGIVEN, Optional.of(alone), Optional.empty());
            store.put(
                    new SignInListEntry(key, reason, now.plus(SprayGuard.WINDOW)),
                    new AuditEvent(
                            now,
                            actor.name(),
                            actor.origin(),
                            "spray.forget",
                            client.network(),
                            reason.text(),
                            null,
                            null));
            refresh();
        });
    }

    /** What is on a list now, those that end first in front. */
    public List<SignInListEntry> entries(Kind kind, Instant now) {
        return entries.byKey.values().stream()
                .filter(entry -> entry.key().kind() == kind && !entry.isOver(now))
                .sorted(Comparator.comparing(SignInListEntry::until)
                        .thenComparing(entry -> entry.key().text()))
                .toList();
    }

    /** The entry that refuses an attempt, if one does and none spares it. */
    Optional<SignInListEntry> block(SignInAttempt attempt, Instant now) {
        return isAllowed(attempt, now) ? Optional.empty() : entries.find(Kind.BLOCK, attempt, now);
    }

    /** True for an attempt that shall not count as password spray. */
    boolean isAllowed(SignInAttempt attempt, Instant now) {
        return entries.find(Kind.ALLOW, attempt, now).isPresent();
    }

    /** Adds an entry, or replaces the one with the same key. */
    public Change add(SignInListEntry entry, Actor actor, Instant now) {
        if (!actor.may(Right.EDIT_ALLOW_LIST)) {
            return Change.NOT_ALLOWED;
        }
        if (isFull(entry.key())) {
            store.prune(now);
            refresh();
        }
        if (isFull(entry.key())) {
            return Change.FULL;
        }
        String what = entry.key().text();
        store.put(
                entry,
                new AuditEvent(
                        now,
                        actor.name(),
                        actor.origin(),
                        entry.key().kind().noun() + ".add",
                        what,
                        entry.reason().text(),
                        null,
                        what + " until " + entry.until()));
        refresh();
        return Change.DONE;
    }

    /** Removes an entry. */
    public Change remove(Key key, Actor actor, Instant now) {
        if (!actor.may(Right.EDIT_ALLOW_LIST)) {
            return Change.NOT_ALLOWED;
        }
        String action = key.kind().noun() + ".remove";
        boolean removed = store.remove(
                key, new AuditEvent(now, actor.name(), actor.origin(), action, key.text(), "", key.text(), null));
        refresh();
        return removed ? Change.DONE : Change.NOT_FOUND;
    }

    private boolean isFull(Key key) {
        return entries.byKey.size() >= MAX_ENTRIES && !entries.byKey.containsKey(key);
    }

    /** All entries as of one version, found by key: an attempt has one possible key for each length of network in use. */
    private static final class Entries {
        final long version;
        final Map<Key, SignInListEntry> byKey;
        final Set<Integer> lengths;

        Entries(long version, List<SignInListEntry> all) {
            this.version = version;
            byKey = all.stream().collect(Collectors.toUnmodifiableMap(SignInListEntry::key, Function.identity()));
            lengths = all.stream()
                    .flatMap(entry -> entry.key().network().stream())
                    .map(ClientNetwork::length)
                    .collect(Collectors.toUnmodifiableSet());
        }

        Optional<SignInListEntry> find(Kind kind, SignInAttempt attempt, Instant now) {
            return byKey.isEmpty()
                    ? Optional.empty()
                    : keys(kind, attempt)
                            .flatMap(key -> Optional.ofNullable(byKey.get(key)).stream())
                            .filter(entry -> !entry.isOver(now))
                            .findFirst();
        }

        /** Those who were not forgiven before, or were forgiven again. */
        Stream<ClientAddress> forgivenSince(Entries before) {
            return byKey.values().stream()
                    .filter(entry -> entry.key().kind() == Kind.FORGIVEN)
                    .filter(entry -> !entry.equals(before.byKey.get(entry.key())))
                    .flatMap(entry -> entry.key().network().stream())
                    .map(ClientNetwork::first);
        }

        private Stream<Key> keys(Kind kind, SignInAttempt attempt) {
            Optional<AccountName> account = Optional.of(attempt.account());
            Stream<Key> withNetwork = lengths.stream()
                    .map(length -> ClientNetwork.of(attempt.client(), length))
                    .filter(Optional::isPresent)
                    .flatMap(network ->
                            Stream.of(new Key(kind, network, Optional.empty()), new Key(kind, network, account)));
            return Stream.concat(Stream.of(new Key(kind, Optional.empty(), account)), withNetwork);
        }
    }
}
