package org.odklep.user;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.account.ReadableHash;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryUserStore;

/** A directory in memory, with somebody of each role to act. */
final class Directory implements UserChanges {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final ClientAddress ORIGIN = new ClientAddress("192.0.2.7");
    static final Actor GLOBAL = actor("vera", Role.GLOBAL_ADMINISTRATOR);
    static final Actor USERS = actor("ula", Role.USER_ADMINISTRATOR);
    static final Actor HELPDESK = actor("hana", Role.HELPDESK_ADMINISTRATOR);
    static final Actor SECURITY = actor("maja", Role.SECURITY_ADMINISTRATOR);
    static final Actor AUDITOR = actor("nina", Role.AUDITOR);
    static final Actor DOMAIN =
            new Actor("dora", Role.DOMAIN_ADMINISTRATOR, ORIGIN, Set.of(MailDomain.of("example.si")));
    static final Secret GOOD = Secret.of("čmrlj žuželka šuma");

    final MemoryAuditLog audit = new MemoryAuditLog();
    final MemoryAdministratorStore administrators = new MemoryAdministratorStore(audit);
    final MemoryUserStore store = new MemoryUserStore(audit, administrators);
    final Users users = new Users(store);
    final Passwords hashes = new Passwords(new ReadableHash(), 2, Duration.ofSeconds(1));
    final PasswordRules rules =
            new PasswordRules(PasswordRules.Settings.DEFAULT, Set.of("password"), (password, words) -> 4);
    final Random random = new Random(1);
    final UserPasswords passwords = new UserPasswords(users, hashes, rules, random);
    final UserRevisions revisions = new UserRevisions(users, passwords);
    final List<String> told = new ArrayList<>();

    Directory() {
        users.listen(this);
    }

    /** Somebody with a password and roles, stored. */
    User add(String name, Role... roles) {
        User user = User.of(
                        User.newId(random),
                        Profile.of(AccountName.of(name), "Somebody"),
                        new PasswordState(hashes.hash(GOOD), NOON, false),
                        NOON)
                .withRoles(Set.of(roles));
        store.add(user, recordedAs("user.create"));
        return user;
    }

    /** An entry that {@link #recorded} leaves out. */
    AuditEvent recordedAs(String action) {
        return new AuditEvent(NOON, "test", ORIGIN, action, "somebody", "", null, null);
    }

    User stored(User user) {
        return store.byId(user.id()).orElseThrow();
    }

    /** What was done, without the additions of {@link #add}. */
    List<AuditEvent> recorded() {
        try (Stream<AuditEntry> entries = audit.all()) {
            return entries.map(AuditEntry::event)
                    .filter(event -> !event.actor().equals("test"))
                    .toList();
        }
    }

    List<String> actions() {
        return recorded().stream().map(AuditEvent::action).toList();
    }

    @Override
    public void changed(User before, User after, Instant now) {
        told.add(before.version() + ">" + after.version() + " " + after.name());
    }

    @Override
    public void removed(User user, Instant now) {
        told.add("removed " + user.name());
    }

    static Optional<Role> needed(UserChange outcome) {
        return outcome instanceof UserChange.NotAllowed(Role role) ? Optional.of(role) : Optional.empty();
    }

    private static Actor actor(String name, Role role) {
        return new Actor(name, role, ORIGIN);
    }
}
