import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.DatabaseAddress;
import org.odklep.store.sql.SqlUserStore;
import org.odklep.user.User;
import org.odklep.user.UserFilter;
import org.odklep.user.UserPage;
import org.odklep.user.UserQuery;
import org.odklep.user.UserQuery.Match;
import org.odklep.user.UserQuery.Sort;
import org.odklep.user.UserStore;

/** Loads users that never were into a database and asks for pages of them. Arguments: a database file or URL, users, rounds. */
public class UserSearch {
    static final Instant NOW = People.NOW;
    static final int PAGE = 50;
    static final List<UserQuery.Sort> SORTS = List.of(Sort.values());

    public static void main(String[] arguments) throws Exception {
        String where = arguments[0];
        int count = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        DatabaseAddress address = Where.address(where);
        try (Database database = Database.open(address)) {
            UserStore store = new SqlUserStore(database);
            load(database, store, count);
            if (!where.startsWith("jdbc:")) {
                System.out.printf("database: %d MB%n%n", Files.size(Path.of(where)) / 1_000_000);
            }
            search(store, count, rounds);
        }
    }

    static void load(Database database, UserStore store, int count) throws InterruptedException {
        List<User> users = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            users.add(People.user(i));
        }
        AuditEvent event = event("user.import");
        Others others = new Others(database);
        others.start();
        long begin = System.nanoTime();
        if (!store.addAll(users, event).isEmpty()) {
            throw new IllegalStateException("names are taken");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        others.end();
        System.out.printf("import: %d users in %.1f s, %.0f users/s%n", count, seconds, count / seconds);
        others.print();
        begin = System.nanoTime();
        List<User> more = new ArrayList<>();
        for (int i = count; i < count + 1000; i++) {
            more.add(People.user(i));
        }
        more.forEach(user -> store.add(user, event));
        System.out.printf("then one by one: %.0f users/s%n", 1000 / ((System.nanoTime() - begin) / 1e9));
        begin = System.nanoTime();
        List<User> many = new ArrayList<>();
        for (int i = count + 1000; i < count + 11_000; i++) {
            many.add(People.user(i));
        }
        store.addAll(many, event);
        System.out.printf("then 10,000 at once: %.0f users/s%n", 10_000 / ((System.nanoTime() - begin) / 1e9));
        begin = System.nanoTime();
        more.forEach(user -> store.signedIn(user.id(), NOW));
        more.forEach(user -> store.signedIn(user.id(), NOW.plusSeconds(1)));
        System.out.printf("sign-ins noted: %.0f/s%n", 2000 / ((System.nanoTime() - begin) / 1e9));
    }

    /** Writes something small again and again, and notes how long it waits. */
    static final class Others extends Thread {
        private final Database database;
        private final List<Double> millis = new ArrayList<>();
        private volatile boolean ended;

        Others(Database database) {
            this.database = database;
        }

        @Override
        public void run() {
            while (!ended) {
                long begin = System.nanoTime();
                database.check();
                millis.add((System.nanoTime() - begin) / 1e6);
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        }

        void end() throws InterruptedException {
            ended = true;
            join();
        }

        void print() {
            millis.sort(null);
            int count = millis.size();
            System.out.printf(
                    "meanwhile: %d small writes of others, median %.0f ms, p99 %.0f ms, longest %.0f ms%n",
                    count, millis.get(count / 2), millis.get((count * 99 - 1) / 100), millis.get(count - 1));
        }
    }

    static void search(UserStore store, int count, int rounds) {
        UserQuery all = UserQuery.everybody(PAGE);
        System.out.println("| page of " + PAGE + " | p50 ms | p99 ms | worst ms | rows |\n|---|---|---|---|---|");
        for (Sort sort : SORTS) {
            measure(store, "all, by " + sort.key(), rounds, i -> all.sorted(sort, i % 2 == 1));
        }
        measure(store, "beginning, 1 letter", rounds, i -> all.withText(Match.BEGINNING, People.first(i).substring(0, 1)));
        measure(store, "beginning, 2 letters", rounds, i -> all.withText(Match.BEGINNING, People.first(i).substring(0, 2)));
        measure(store, "beginning, first name", rounds, i -> all.withText(Match.BEGINNING, People.first(i)));
        measure(store, "beginning, first name and a letter", rounds, i -> all.withText(Match.BEGINNING, People.first(i) + " " + People.last(i).charAt(0)));
        measure(store, "beginning, last name", rounds, i -> all.withText(Match.BEGINNING, People.last(i)));
        measure(store, "anywhere, 3 letters", rounds, i -> all.withText(Match.ANYWHERE, People.last(i).substring(1, 4)));
        measure(store, "anywhere, one user", rounds, i -> all.withText(Match.ANYWHERE, "." + (People.RANDOM.nextInt(count) + 7) + "@"));
        measure(store, "anywhere, every user", rounds, i -> all.withText(Match.ANYWHERE, "example").sorted(Sort.DISPLAY_NAME, i % 2 == 1));
        measure(store, "anywhere, nobody", rounds, i -> all.withText(Match.ANYWHERE, People.last(i) + People.last(i + 1) + People.last(i + 2)));
        UserFilter none = UserFilter.NONE;
        measure(store, "blocked (1 %)", rounds, i -> all.withFilter(none.withEnabled(false)));
        measure(store, "enabled (99 %)", rounds, i -> all.withFilter(none.withEnabled(true)));
        measure(store, "auditors (0.01 %)", rounds, i -> all.withFilter(none.withRole(Role.AUDITOR)));
        measure(store, "administrators (0.01 %)", rounds, i -> all.withFilter(none.withAnyRole()));
        measure(store, "must change password (5 %)", rounds, i -> all.withFilter(none.withMustChange(true)));
        measure(store, "never signed in (33 %)", rounds, i -> all.withFilter(none.withNeverSignedIn(true)));
        measure(store, "administrators, and a first name", rounds, i -> all.withText(Match.ANYWHERE, People.first(i)).withFilter(none.withAnyRole()));
        measure(store, "never signed in, and a first name", rounds, i -> all.withText(Match.ANYWHERE, People.first(i)).withFilter(none.withNeverSignedIn(true)));
        Set<AccountName> few = someNames(store, 20);
        Set<AccountName> most = someNames(store, UserFilter.MAX_NAMES);
        measure(store, "20 names", rounds, i -> all.withFilter(none.withNames(few)));
        measure(store, "5,000 names", rounds, i -> all.withFilter(none.withNames(most)));
        measure(store, "5,000 names, 3 letters", rounds, i -> all.withText(Match.ANYWHERE, People.last(i).substring(1, 4)).withFilter(none.withNames(most)));
        measure(store, "a domain (0.1 to 50 %)", rounds, i -> all.withFilter(none.withDomains(Set.of(People.domain(i)))));
        measure(store, "blocked, in a domain, 3 letters", rounds, i -> all.withText(Match.ANYWHERE, People.last(i).substring(1, 4)).withFilter(none.withEnabled(false).withDomains(Set.of(People.domain(i)))));
        for (Sort sort : List.of(Sort.NAME, Sort.CREATED)) {
            measure(store, "blocked, by " + sort.key(), rounds, i -> all.withFilter(none.withEnabled(false)).sorted(sort, i % 2 == 1));
            measure(store, "administrators, by " + sort.key(), rounds, i -> all.withFilter(none.withAnyRole()).sorted(sort, i % 2 == 1));
            measure(store, "must change password, by " + sort.key(), rounds, i -> all.withFilter(none.withMustChange(true)).sorted(sort, i % 2 == 1));
            measure(store, "never signed in, by " + sort.key(), rounds, i -> all.withFilter(none.withNeverSignedIn(true)).sorted(sort, i % 2 == 1));
            measure(store, "5,000 names, by " + sort.key(), rounds, i -> all.withFilter(none.withNames(most)).sorted(sort, i % 2 == 1));
            measure(store, "beginning, last name, by " + sort.key(), rounds, i -> all.withText(Match.BEGINNING, People.last(i)).sorted(sort, i % 2 == 1));
            measure(store, "anywhere, 3 letters, by " + sort.key(), rounds, i -> all.withText(Match.ANYWHERE, People.last(i).substring(1, 4)).sorted(sort, i % 2 == 1));
            measure(store, "beginning, first name, by " + sort.key(), rounds, i -> all.withText(Match.BEGINNING, People.first(i)).sorted(sort, i % 2 == 1));
        }
        String middle = middle(store, all.withText(Match.ANYWHERE, "example"));
        measure(store, "anywhere, every user, page behind a million's middle", rounds, i -> all.withText(Match.ANYWHERE, "example").after(middle));
    }

    /** Names of users here and there in the list. */
    static Set<AccountName> someNames(UserStore store, int count) {
        Set<AccountName> names = new java.util.HashSet<>();
        for (int i = 0; names.size() < count; i++) {
            for (User user : store.list(UserQuery.everybody(1 + count / 50).withText(Match.ANYWHERE, People.last(i))).users()) {
                if (names.size() < count) {
                    names.add(user.name());
                }
            }
        }
        return names;
    }

    static String middle(UserStore store, UserQuery query) {
        User user = store.list(query.withText(Match.BEGINNING, "mo")).users().getFirst();
        return org.odklep.user.UserPosition.of(user, query.sort()).text();
    }

    static void measure(UserStore store, String kind, int rounds, IntFunction<UserQuery> query) {
        double[] millis = new double[rounds];
        long rows = 0;
        for (int i = -Math.min(20, rounds); i < rounds; i++) {
            UserQuery asked = query.apply(i);
            long begin = System.nanoTime();
            UserPage page = store.list(asked);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
                rows += page.users().size();
            }
        }
        Arrays.sort(millis);
        System.out.printf("| %s | %.1f | %.1f | %.1f | %.0f |%n", kind, millis[rounds / 2], millis[(rounds * 99 - 1) / 100], millis[rounds - 1], (double) rows / rounds);
    }

    static AuditEvent event(String action) {
        return new AuditEvent(NOW, "bench", ClientAddress.LOCAL, action, "users", "", null, null);
    }
}
