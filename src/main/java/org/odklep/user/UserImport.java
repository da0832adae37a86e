package org.odklep.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 *
 * <p>Lines are read one after the other; the users made of them are kept in memory until all are stored. So that neither a
 * large table nor many at once take the memory that everything else needs, one table is read at a time, and users are
 * refused beyond the room that there is for them.
 */
public final class UserImport {
    /** More lines than this are read in several imports. */
    public static final int MAX_LINES = 1_000_000;
    /** Each takes a processor for a moment; hashes take none. */
    public static final int MAX_PASSWORDS = 1000;

    static final int MAX_PROBLEMS = 1000;
    /** Bytes that a user takes while being imported, beside those of texts and of lists; measured, and rounded up. */
    private static final int USER_BYTES = 500;
    /** The same for a name, address or group in a list. */
    private static final int ENTRY_BYTES = 100;

    private static final int NAMES_IN_AUDIT = 20;
    private static final Reason BLOCK = Reason.of("Blocked by the import.");

    private final UserStore store;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final RandomGenerator random;
    private final Supplier<Set<AccountName>> reserved;
    private final long room;
    private final Semaphore turn = new Semaphore(1);

    /**
     * @param random of cryptographic quality
     * @param reserved names that administrators of their own have; asked once for a table
     * @param room bytes of memory for the users of a table
     */
    public UserImport(
            UserStore store,
            Passwords passwords,
            PasswordRules rules,
            RandomGenerator random,
            Supplier<Set<AccountName>> reserved,
            long room) {
        this.reserved = reserved;
        this.room = room;
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
     * @param lines read once, as far as there is a use for them
     */
    public record Table(List<String> columns, Stream<Line> lines) {}

    /**
     * Says what an import would do, and stores nothing.
     *
     * @param table asked for when it is its turn
     */
    public ImportResult check(Supplier<Table> table, Actor actor, Instant now) {
        return alone(actor, () -> new Run(actor, now).read(table.get()).check());
    }

    /**
     * Adds the users of a table.
     *
     * @param table asked for when it is its turn
     */
    public ImportResult run(Supplier<Table> table, Actor actor, Instant now) {
        return alone(actor, () -> new Run(actor, now).read(table.get()).store());
    }

    private ImportResult alone(Actor actor, Supplier<ImportResult> work) {
        Optional<Role> missing = Authority.missing(actor, Right.EDIT_USERS);
        if (missing.isPresent()) {
            return new ImportResult.NotAllowed(missing.get());
        }
        if (!turn.tryAcquire()) {
            return new ImportResult.AnotherRuns();
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    /** One import. */
    private final class Run {
        private final Set<AccountName> ofAdministrators = reserved.get();
        private final Actor actor;
        private final Instant now;
        private final List<User> users = new ArrayList<>();
        private final Map<User, Secret> chosen = new IdentityHashMap<>();
        private final Map<AccountName, Long> lines = new HashMap<>();
        /** The first of them. */
        private final List<Problem> problems = new ArrayList<>();
        /** How many there are. */
        private int found;
        /** Bytes, of the room. */
        private long taken;

        Run(Actor actor, Instant now) {
            this.actor = actor;
            this.now = now;
        }

        Run read(Table table) {
            columns(table.columns());
            if (found == 0) {
                lines(table.lines().iterator());
            }
            return this;
        }

        private void lines(Iterator<Line> lines) {
            for (int read = 0; lines.hasNext(); read++) {
                Line line = lines.next();
                if (read == MAX_LINES) {
                    refuse(line.number(), "", "there are more than " + MAX_LINES + " users: split the file");
                    return;
                }
                if (taken > room) {
                    refuse(line.number(), "", "there is no memory for more users at once: split the file here");
                    return;
                }
                line(line);
            }
        }

        private void refuse(long line, String column, String words) {
            found++;
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(new Problem(line, column, words));
            }
        }

        ImportResult check() {
            taken();
            return rejected().orElseGet(() -> new ImportResult.Checked(users.size()));
        }

        /** The store itself says which names are taken; they are only looked for when it is not asked. */
        ImportResult store() {
            if (found > 0) {
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
            if (found == 0) {
                return Optional.empty();
            }
            List<Problem> sorted = problems.stream()
                    .sorted(Comparator.comparingLong(Problem::line))
                    .toList();
            return Optional.of(new ImportResult.Rejected(sorted, found));
        }

        private void columns(List<String> columns) {
            columns.stream()
                    .filter(column -> !UserColumns.IMPORTED.contains(column))
                    .forEach(column -> refuse(
                            1,
                            column,
                            "there is no such column; there are " + String.join(", ", UserColumns.IMPORTED)));
            if (!columns.contains(UserColumns.NAME)) {
                refuse(1, UserColumns.NAME, "this column is missing, and no user is without a name");
            }
        }

        private void line(Line line) {
            if (line.fault().isPresent()) {
                refuse(line.number(), "", line.fault().get());
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
                taken += bytes(line, profile);
                password(reading, known);
            });
            reading.problems().forEach((column, words) -> refuse(line.number(), column, words));
        }

        private static long bytes(Line line, Profile profile) {
            long entries = (long) profile.aliases().size()
                    + profile.groups().size()
                    + profile.recoveryAddresses().size();
            long characters =
                    line.cells().values().stream().mapToLong(String::length).sum();
            return USER_BYTES + ENTRY_BYTES * entries + 2 * characters;
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
            refuse(
                    lines.getOrDefault(name, 1L),
                    "",
                    "'" + name + "' belongs to a user already; leave the line out, or rename the user");
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
