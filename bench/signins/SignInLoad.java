import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.odklep.account.Passwords;
import org.odklep.audit.AuditEvent;
import org.odklep.directory.password.KnownPasswordHashes;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.DatabaseAddress;
import org.odklep.store.sql.SqlUserStore;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.User;

/**
 * Signs in over LDAP as fast as it is answered, alone and while strangers guess, beside the hash alone; in rounds, so that
 * whatever disturbs one disturbs all. Arguments: {@code prepare FILE}, then {@code load PORT ROUNDS SECONDS}.
 */
public class SignInLoad {
    static final Secret RIGHT = Secret.of("tri-gore-onkraj-reke-7");
    static final int USERS = 200;
    /** Enough to have all threads that hash at work while others wait for the store. */
    static final int OWNERS = 8;

    static final int STRANGERS = 16;
    /** What a server compiles in its first two minutes is not what a sign-in costs. */
    static final int WARM_UP_SECONDS = 120;

    static final Passwords HASHES = new Passwords(
            KnownPasswordHashes.withArgon2(), Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(1));

    static int port;
    static volatile boolean over;

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("prepare")) {
            prepare(Path.of(arguments[1]));
            return;
        }
        port = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        // Before strangers come, or the first owner would be at home nowhere.
        owners(WARM_UP_SECONDS, false);
        owners(3, true);
        hashes(3);
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(new Round(hashes(seconds), owners(seconds, false), owners(seconds, true)));
        }
        System.exit(tell(all) ? 0 : 1);
    }

    /** What took turns, close together. */
    record Round(double hash, Result calm, Result attacked) {
        double calmShare() {
            return calm.rate() / hash;
        }

        double attackedShare() {
            return attacked.rate() / calm.rate();
        }
    }

    /** Prints medians of the rounds; true when nobody was refused. */
    static boolean tell(List<Round> rounds) {
        Result calm = Result.of(rounds.stream().map(Round::calm).toList());
        Result attacked = Result.of(rounds.stream().map(Round::attacked).toList());
        System.out.printf("the hash alone: %.1f a second%n", median(rounds, Round::hash));
        calm.tell("calm", median(rounds, round -> round.calm().rate()));
        attacked.tell(
                "while " + STRANGERS + " strangers guess", median(rounds, round -> round.attacked().rate()));
        System.out.printf("share of the hash alone when calm, of calm under attack: median, lowest, highest%n");
        share("calm", rounds, Round::calmShare);
        share("under attack", rounds, Round::attackedShare);
        return calm.refused + attacked.refused == 0;
    }

    static void share(String what, List<Round> rounds, ToDoubleFunction<Round> of) {
        DoubleSummaryStatistics range = rounds.stream().mapToDouble(of).summaryStatistics();
        System.out.printf(
                "%s: %.0f %% (%.0f to %.0f)%n",
                what, 100 * median(rounds, of), 100 * range.getMin(), 100 * range.getMax());
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    static void prepare(Path file) {
        try (Database database = Database.open(DatabaseAddress.embedded(file))) {
            SqlUserStore store = new SqlUserStore(database);
            Random random = new Random(1);
            List<User> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                Profile profile = Profile.of(AccountName.of("user" + i + "@example.si"), "User " + i);
                PasswordState password = new PasswordState(HASHES.hash(RIGHT), Instant.EPOCH, false);
                users.add(User.of(User.newId(random), profile, password, Instant.EPOCH));
            }
            store.addAll(
                    users, new AuditEvent(Instant.EPOCH, "bench", ClientAddress.LOCAL, "user.import", "", "", null, null));
        }
    }

    static double hashes(int seconds) throws InterruptedException {
        Optional<String> hash = HASHES.hash(RIGHT);
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < OWNERS; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                while (System.nanoTime() < end) {
                    HASHES.verify(RIGHT, hash, Passwords.Caller.WITHIN);
                    done.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    record Result(long[] nanos, int refused, double seconds, long guesses) {
        double rate() {
            return nanos.length / seconds;
        }

        void tell(String what, double rate) {
            System.out.printf(
                    "%s: %.1f sign-ins a second, p50 %.0f ms, p99 %.0f ms, %d of %d refused; %.1f guesses a second%n",
                    what, rate, at(0.5), at(0.99), refused, refused + nanos.length, guesses / seconds);
        }

        /** All of them together. */
        static Result of(List<Result> results) {
            return new Result(
                    results.stream().flatMapToLong(each -> Arrays.stream(each.nanos)).sorted().toArray(),
                    results.stream().mapToInt(Result::refused).sum(),
                    results.stream().mapToDouble(Result::seconds).sum(),
                    results.stream().mapToLong(Result::guesses).sum());
        }

        double at(double share) {
            return nanos.length == 0 ? 0 : nanos[(int) (share * (nanos.length - 1))] / 1e6;
        }
    }

    static Result owners(int seconds, boolean attacked) throws InterruptedException {
        over = false;
        AtomicLong guesses = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; attacked && i < STRANGERS; i++) {
            int stranger = i;
            threads.add(Thread.startVirtualThread(() -> guess(stranger, guesses)));
        }
        ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        AtomicLong refused = new AtomicLong();
        long start = System.nanoTime();
        for (int i = 0; i < OWNERS; i++) {
            int owner = i;
            threads.add(Thread.ofPlatform().start(() -> signIn(owner, nanos, refused)));
        }
        Thread.sleep(Duration.ofSeconds(seconds));
        over = true;
        double lasted = (System.nanoTime() - start) / 1e9;
        for (Thread thread : threads) {
            thread.join();
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Result(sorted, refused.intValue(), lasted, guesses.get());
    }

    /** An owner at home, who is user 0 or another of the first ones. */
    static void signIn(int owner, ConcurrentLinkedQueue<Long> nanos, AtomicLong refused) {
        String name = "user" + owner + "@example.si";
        try (Ldap.Owner client = new Ldap.Owner("127.0." + (50 + owner) + ".7", port, name, RIGHT.reveal())) {
            while (!over) {
                long start = System.nanoTime();
                if (client.bind()) {
                    nanos.add(System.nanoTime() - start);
                } else {
                    refused.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stranger in a network of his own: guesses at the owner, at others, at nobody, in turn. */
    static void guess(int stranger, AtomicLong guesses) {
        try (LDAPConnection connection = Ldap.connect("127.0." + (100 + stranger) + ".9", port)) {
            for (int i = 0; !over; i++) {
                String name =
                        switch (i % 3) {
                            case 0 -> "user0@example.si";
                            case 1 -> "user" + (OWNERS + i % 10) + "@example.si";
                            default -> "nobody" + i % 10 + "@example.si";
                        };
                Ldap.bind(connection, name, "guess " + stranger + " " + i);
                guesses.incrementAndGet();
            }
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }
}
