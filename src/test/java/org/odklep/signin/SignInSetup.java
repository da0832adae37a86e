package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.odklep.account.Administrator;
import org.odklep.account.PasswordHash;
import org.odklep.account.Passwords;
import org.odklep.account.ReadableHash;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryLockoutStore;
import org.odklep.store.memory.MemoryPlaceStore;
import org.odklep.store.memory.MemorySignInListStore;
import org.odklep.store.memory.MemorySignInLog;
import org.odklep.store.memory.MemoryUserStore;
import org.odklep.user.PasswordRules;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserStore;
import org.odklep.user.Users;

/** Users, the stores that all nodes share, and nodes where passwords are tried. */
final class SignInSetup {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Secret RIGHT = Secret.of("čmrlj žuželka šuma");

    final MemoryAuditLog audit = new MemoryAuditLog();
    final MemoryUserStore users = new MemoryUserStore(audit, new MemoryAdministratorStore(audit));
    final CountedHash hash = new CountedHash();
    private final MemoryLockoutStore lockouts = new MemoryLockoutStore(audit);
    private final MemoryPlaceStore places = new MemoryPlaceStore();
    private final Random random = new Random(1);

    /** A server: what it remembers by itself is its own. */
    record Node(PasswordSignIn door, SignIns signIns, SprayGuard spray) {
        String tryPassword(Administrator owner, Secret password, ClientAddress client, Instant now) {
            PasswordTry request = new PasswordTry(owner.name(), password, client, ClientKind.WEB);
            return door.tryPassword(request, owner, none -> false, now).name();
        }

        String tryPassword(AccountName name, Secret password, ClientAddress client, Instant now) {
            return switch (door.tryPassword(new PasswordTry(name, password, client, ClientKind.LDAP), now)) {
                case PasswordAnswer.Granted(User user) -> "granted";
                case PasswordAnswer.MustChange(User user) -> "must change";
                case PasswordAnswer.Denied(SignInCode code) -> code.name();
                case PasswordAnswer.Busy() -> "busy";
            };
        }
    }

    Node node() {
        return node(users, lockouts, places);
    }

    Node node(UserStore users, LockoutStore lockouts, PlaceStore places) {
        SignInNames names = new SignInNames(users);
        SprayGuard spray = new SprayGuard(List.of());
        SignIns signIns = new SignIns(
                lockouts,
                places,
                new SmartLockout(LockoutPolicy.DEFAULT),
                spray,
                new SignInBlocks(names::isBlocked, new SignInLists(new MemorySignInListStore(audit))),
                new SignInJournal(new MemorySignInLog(), 1_000),
                random);
        Passwords hashes = new Passwords(hash, 2, Duration.ofSeconds(10));
        PasswordRules rules = new PasswordRules(PasswordRules.Settings.DEFAULT, Set.of(), (password, words) -> 4);
        UserPasswords passwords = new UserPasswords(new Users(users), hashes, rules, random);
        PasswordSignIn door = new PasswordSignIn(
                users,
                names,
                signIns,
                hashes,
                passwords,
                new PasswordFingerprints(random),
                new AnswerTimes(() -> 0, time -> {}));
        return new Node(door, signIns, spray);
    }

    LockoutStore lockouts() {
        return lockouts;
    }

    PlaceStore places() {
        return places;
    }

    /** A user with the password {@link #RIGHT} under a hash of the user's own. */
    User add(AccountName name, AccountName... aliases) {
        User user = User.of(
                User.newId(random),
                Profile.of(name, "Somebody").withAliases(Set.of(aliases)),
                new PasswordState(Optional.of(name.value() + "/" + RIGHT.reveal()), NOON, false),
                NOON);
        users.add(user, event());
        return user;
    }

    User replace(User before, User after) {
        User next = after.withVersion(before.version() + 1);
        users.replace(before, next, event());
        return next;
    }

    /** An administrator with the password {@link #RIGHT}. */
    static Administrator administrator(String name) {
        return new Administrator(AccountName.of(name), Role.AUDITOR, name + "/" + RIGHT.reveal(), NOON);
    }

    /** How often a password was compared with the hash of a user or administrator. */
    int looks(AccountName name) {
        return hash.looks
                .getOrDefault(name.value() + "/" + RIGHT.reveal(), new AtomicInteger())
                .get();
    }

    private static AuditEvent event() {
        return new AuditEvent(NOON, "test", ClientAddress.LOCAL, "user.test", "somebody", "", null, null);
    }

    /** Knows whose hash was looked at. */
    static final class CountedHash implements PasswordHash {
        final ConcurrentHashMap<String, AtomicInteger> looks = new ConcurrentHashMap<>();
        private final ReadableHash readable = new ReadableHash();

        @Override
        public String of(Secret password) {
            return readable.of(password);
        }

        @Override
        public boolean matches(Secret password, String hash) {
            looks.computeIfAbsent(hash, key -> new AtomicInteger()).incrementAndGet();
            return hash.substring(hash.indexOf('/') + 1).equals(password.reveal());
        }

        int all() {
            return looks.values().stream().mapToInt(AtomicInteger::get).sum();
        }

        @Override
        public boolean isOutdated(String hash) {
            return false;
        }

        @Override
        public boolean reads(String hash) {
            return true;
        }
    }
}
