package org.odklep.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.Secret;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.Times;
import org.odklep.user.User;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserStore;
import org.odklep.user.Users;

/** The users of the directory: administrators one by one, all others by an import. */
final class Accounts {
    private static final int NAMES_IN_AUDIT = 20;
    /** When those who are blocked now were last there. */
    private static final Duration BEFORE_BLOCK = Duration.ofHours(24 * 27 + 3);

    private final UserStore store;
    private final UserPasswords passwords;
    private final Cast cast;
    private final Random random;
    private final Map<Role, Secret> made = new LinkedHashMap<>();

    Accounts(UserStore store, UserPasswords passwords, Cast cast, Random random) {
        this.store = store;
        this.passwords = passwords;
        this.cast = cast;
        this.random = random;
    }

    /** The passwords of the administrators, known now and never again. */
    Map<Role, Secret> passwords() {
        return made;
    }

    void addAdministrators(Actor by, Instant now) {
        cast.administrators().forEach((role, person) -> {
            Users.Edit edit = new Users.Edit(profile(person), Set.of(role));
            NewPassword password = new NewPassword(Optional.empty(), false, false);
            if (passwords.create(edit, password, by, now) instanceof UserCreation.Created created) {
                made.put(role, created.made().orElseThrow());
            } else {
                throw new IllegalStateException("no administrator " + person.address());
            }
        });
    }

    /**
     * Adds everybody else.
     *
     * @param hash of a password that nobody knows
     * @param last when each signed in last
     */
    void addOthers(String hash, Map<AccountName, Instant> last, Actor by, Instant now) {
        Set<Person> administrators = new HashSet<>(cast.administrators().values());
        List<User> users = new ArrayList<>();
        for (Person person : cast.people()) {
            if (!administrators.contains(person)) {
                Instant before = cast.blocked().contains(person) ? now.plus(BEFORE_BLOCK) : null;
                users.add(user(person, hash, Optional.ofNullable(last.getOrDefault(person.account(), before)), now));
            }
        }
        String names = users.stream()
                .limit(NAMES_IN_AUDIT)
                .map(user -> user.name().value())
                .collect(Collectors.joining(", "));
        AuditEvent event = new AuditEvent(
                now,
                by.name(),
                by.origin(),
                "user.import",
                "users",
                "",
                null,
                users.size() + " users: " + names + ", ...");
        Set<AccountName> taken = store.addAll(users, event);
        if (!taken.isEmpty()) {
            throw new IllegalStateException("two users are called " + taken);
        }
    }

    private User user(Person person, String hash, Optional<Instant> last, Instant now) {
        boolean fresh = cast.fresh().contains(person);
        Instant changed = fresh ? now : now.minus(Duration.ofHours(20L * (1 + person.number())));
        PasswordState password = new PasswordState(Optional.of(hash), changed, fresh);
        return User.of(User.newId(random), profile(person), password, now).withTimes(new Times(now, now, last));
    }

    private Profile profile(Person person) {
        int number = person.number();
        Profile profile = Profile.of(person.account(), person.name())
                .withMail(MailAddress.parse(person.address()))
                .withGroups(groups(person))
                .withPreferredLanguage(Optional.of(number % 9 == 4 ? "en" : "sl"));
        return number % 4 == 1 ? profile.withAliases(Set.of(alias(person))) : profile;
    }

    private static Set<String> groups(Person person) {
        return switch (person.number() % 11) {
            case 0 -> Set.of(person.department(), "vodje");
            case 3, 7 -> Set.of(person.department(), "delo na daljavo");
            default -> Set.of(person.department());
        };
    }

    /** The first letter and the surname, as they were given before; the number tells those apart that were the same. */
    private static AccountName alias(Person person) {
        String address = person.address();
        int dot = address.indexOf('.');
        int at = address.indexOf('@');
        String surname = dot > 0 && dot < at ? address.substring(dot + 1, at) : address.substring(0, at);
        return AccountName.of(address.charAt(0) + surname + person.number() + address.substring(at));
    }
}
