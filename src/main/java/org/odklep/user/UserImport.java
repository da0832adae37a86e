package org.odklep.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Passwords;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.ImportResult.Problem;

/**
 * Adds users from a table, all or none. Every line is checked before anything is stored, and a dry run stops there. A user
 * without a password cannot sign in until an administrator resets it.
 */
public final class UserImport {
    /** More lines than this are read in several imports: a table is held in memory as a whole. */
    public static final int MAX_LINES = 1_000_000;
    /** Each takes a processor for a moment; hashes take none. */
    public static final int MAX_PASSWORDS = 1000;

    static final int MAX_PROBLEMS = 1000;
    private static final int NAMES_IN_AUDIT = 20;
    private static final Reason BLOCK = Reason.of("Blocked by the import.");

    private final UserStore store;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final RandomGenerator random;
    private final Supplier<Set<AccountName>> reserved;

    /** @param random of cryptographic quality */
    public UserImport(UserStore store, Passwords passwords, PasswordRules rules, RandomGenerator random) {
        this(store, passwords, rules, random, Set::of);
    }

    /** @param reserved names that administrators of their own have; asked once for a table */
    public UserImport(
            UserStore store,
            Passwords passwords,
            PasswordRules rules,
            RandomGenerator random,
            Supplier<Set<AccountName>> reserved) {
        this.reserved = reserved;
        this.store = store;
        this.passwords = passwords;
        this.rules = rules;
        this.random = random;
    }

    /**
     * A line of the table.
     *
     * @param number 1 for the first line of the file
     * @param cells by column, see {@link UserColumns}
     * @param fault why there are none, in a line that does not fit the table
     */
    public record Line(long number, Map<String, String> cells, Optional<String> fault) {}

    /**
     * A table.
     *
     * @param columns as its first line names them
     */
    public record Table(List<String> columns, List<Line> lines) {}

    /** Says what an import would do, and stores nothing. */
    public ImportResult check(Table table, Actor actor, Instant now) {
        return new Run(actor, now).read(table).check();
    }

    /** Adds the users of a table. */
    public ImportResult run(Table table, Actor actor, Instant now) {
        return new Run(actor, now).read(table).store();
    }

    /** One import. */
    private final class Run {
        private final Set<AccountName> ofAdministrators = reserved.get();
        private final Actor actor;
        private final Instant now;
        private final List<User> users = new ArrayList<>();
        private final Map<User, Secret> chosen = new IdentityHashMap<>();
        private final Map<AccountName, Long> lines = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        Run(Actor actor, Instant now) {
            this.actor = actor;
            this.now = now;
        }

        Run read(Table table) {
            if (Authority.missing(actor, Right.EDIT_USERS).isPresent()) {
                return this;
            }
            columns(table.columns());
            if (table.lines().size() > MAX_LINES) {
                problems.add(new Problem(1, "", "there are more than " + MAX_LINES + " users: split the file"));
            }
            if (problems.isEmpty()) {
                table.lines().forEach(this::line);
            }
            return this;
        }

        ImportResult check() {
            taken();
            return rejected().orElseGet(() -> new ImportResult.Checked(users.size()));
        }

        /** The store itself says which names are taken; they are only looked for when it is not asked. */
        ImportResult store() {
            if (!problems.isEmpty()) {
                taken();
            }
            return rejected().orElseGet(() -> hashed().map(this::add).orElseGet(ImportResult.Busy::new));
        }

        private ImportResult add(List<User> all) {
            String names = all.stream()
                    .limit(NAMES_IN_AUDIT)
                    .map(user -> user.name().value())
                    .collect(Collectors.joining(", "));
            String added = all.size() + " users: " + names + (all.size() > NAMES_IN_AUDIT ? ", ..." : "");
            Set<AccountName> taken =
                    store.addAll(all, Deed.of("user.import", actor, now).event("users", null, added));
            if (taken.isEmpty()) {
                return new ImportResult.Imported(all.size());
            }
            taken.forEach(this::refuseTaken);
            return rejected().orElseThrow();
        }

        private Optional<ImportResult> rejected() {
            Optional<ImportResult> notAllowed =
                    Authority.missing(actor, Right.EDIT_USERS).map(ImportResult.NotAllowed::new);
            if (notAllowed.isPresent() || problems.isEmpty()) {
                return notAllowed;
            }
            List<Problem> first = problems.stream()
                    .sorted(Comparator.comparingLong(Problem::line))
                    .limit(MAX_PROBLEMS)
                    .toList();
            return Optional.of(new ImportResult.Rejected(first, problems.size()));
        }

        private void columns(List<String> columns) {
            columns.stream()
                    .filter(column -> !UserColumns.IMPORTED.contains(column))
                    .forEach(column -> problems.add(new Problem(
                            1,
                            column,
                            "there is no such column; there are " + String.join(", ", UserColumns.IMPORTED))));
            if (!columns.contains(UserColumns.NAME)) {
                problems.add(new Problem(1, UserColumns.NAME, "this column is missing, and no user is without a name"));
            }
        }

        private void line(Line line) {
            if (line.fault().isPresent()) {
                problems.add(new Problem(line.number(), "", line.fault().get()));
                return;
            }
            UserColumns.Reading reading = new UserColumns.Reading(line.cells());
            Set<Role> roles = reading.roles();
            boolean enabled = reading.isEnabled();
            reading.profile().ifPresent(profile -> {
                User user = User.of(User.newId(random), profile, PasswordState.none(now), now)
                        .withRoles(roles)
                        .withBlock(enabled ? Optional.empty() : Optional.of(new SignInBlock(BLOCK, actor.name(), now)));
                authority(reading, user);
                names(reading, line.number(), user);
                User known = hash(reading, user);
                users.add(known);
                password(reading, known);
            });
            reading.problems().forEach((column, words) -> problems.add(new Problem(line.number(), column, words)));
        }

        private void authority(UserColumns.Reading reading, User user) {
            Authority.missingForRoles(actor, Set.of(), user)
                    .ifPresent(role -> reading.refuse(
                            user.roles().isEmpty() ? UserColumns.NAME : UserColumns.ROLES,
                            "adding this user needs the role " + role.title()));
        }

        private void names(UserColumns.Reading reading, long number, User user) {
            for (AccountName name : user.names()) {
                if (ofAdministrators.contains(name)) {
                    reading.refuse(
                            name.equals(user.name()) ? UserColumns.NAME : UserColumns.ALIASES,
                            "'" + name + "' is an administrator's, who signs in on the same page; choose another name");
                }
                Long other = lines.putIfAbsent(name, number);
                if (other != null) {
                    reading.refuse(
                            name.equals(user.name()) ? UserColumns.NAME : UserColumns.ALIASES,
                            "'" + name + "' stands in line " + other + " already; a name or alias belongs to one user");
                }
            }
        }

        private User hash(UserColumns.Reading reading, User user) {
            String hash = reading.text(UserColumns.PASSWORD_HASH);
            if (hash.isEmpty()) {
                return user;
            }
            if (!passwords.reads(hash)) {
                reading.refuse(
                        UserColumns.PASSWORD_HASH,
                        "this kind of hash cannot be read; use bcrypt, {SSHA}, {CRYPT}$6$, PBKDF2 or Argon2id, or leave it"
                                + " empty and reset the password");
            }
            return user.withPassword(new PasswordState(Optional.of(hash), now, false));
        }

        private void password(UserColumns.Reading reading, User user) {
            String text = reading.exact(UserColumns.PASSWORD);
            if (text.isEmpty()) {
                return;
            }
            if (user.password().hash().isPresent()) {
                reading.refuse(UserColumns.PASSWORD, "there is a passwordHash too; leave one of them empty");
            }
            if (chosen.size() >= MAX_PASSWORDS) {
                reading.refuse(
                        UserColumns.PASSWORD,
                        "an import takes " + MAX_PASSWORDS + " passwords at most; split the file, or give hashes");
                return;
            }
            rules.problems(Secret.of(text), user.profile()).stream()
                    .findFirst()
                    .ifPresent(problem -> reading.refuse(UserColumns.PASSWORD, problem.words()));
            chosen.put(user, Secret.of(text));
        }

        private void taken() {
            for (User user : users) {
                for (AccountName name : user.names()) {
                    if (problems.size() < MAX_PROBLEMS && store.find(name).isPresent()) {
                        refuseTaken(name);
                    }
                }
            }
        }

        private void refuseTaken(AccountName name) {
            problems.add(new Problem(
                    lines.getOrDefault(name, 1L),
                    "",
                    "'" + name + "' belongs to a user already; leave the line out, or rename the user"));
        }

        private Optional<List<User>> hashed() {
            List<User> all = new ArrayList<>();
            for (User user : users) {
                Secret password = chosen.get(user);
                if (password == null) {
                    all.add(user);
                    continue;
                }
                Optional<String> hash = passwords.hash(password);
                if (hash.isEmpty()) {
                    return Optional.empty();
                }
                all.add(user.withPassword(new PasswordState(hash, now, true)));
            }
            return Optional.of(all);
        }
    }
}
