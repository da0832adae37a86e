import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.odklep.account.Administrator;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.directory.password.KnownPasswordHashes;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.DatabaseAddress;
import org.odklep.store.sql.SqlAdministratorStore;
import org.odklep.store.sql.SqlLockoutStore;
import org.odklep.store.sql.SqlUserStore;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;

/**
 * Whether the time of an answer tells who exists, is locked out or blocked: one attempt of each kind in turn, in an order that
 * chance decides. Arguments: {@code prepare FILE PAIRS}, then {@code ask LDAP-PORT URL PAIRS}.
 */
public class AnswerTimes {
    static final Secret WRONG = Secret.of("this-is-not-the-password");
    static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    static final int WARM_UP = 100;
    static final double SURE = 0.01;
    static final double MOST_MILLIS = 2;

    /** Why an attempt is denied. */
    enum Kind {
        WRONG,
        UNKNOWN,
        LOCKED,
        BLOCKED
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("prepare")) {
            prepare(Path.of(arguments[1]), WARM_UP + Integer.parseInt(arguments[2]));
            return;
        }
        int pairs = Integer.parseInt(arguments[3]);
        int port = Integer.parseInt(arguments[1]);
        boolean same = tell("LDAP", measure(List.of(Kind.values()), pairs, (kind, i) -> bind(port, kind, i)));
        same &= tell(
                "admin page",
                measure(List.of(Kind.WRONG, Kind.UNKNOWN), pairs, (kind, i) -> post(arguments[2], kind, i)));
        System.exit(same ? 0 : 1);
    }

    static String name(Kind kind, int number) {
        return kind.name().toLowerCase() + number + "@example.si";
    }

    static void prepare(Path file, int each) {
        Passwords hashes = new Passwords(KnownPasswordHashes.withArgon2(), 2, Duration.ofMinutes(1));
        Optional<String> hash = hashes.hash(Secret.of("tri-gore-onkraj-reke-7"));
        Random random = new Random(1);
        AuditEvent event =
                new AuditEvent(Instant.EPOCH, "bench", ClientAddress.LOCAL, "user.import", "", "", null, null);
        try (Database database = Database.open(DatabaseAddress.embedded(file))) {
            List<User> users = new ArrayList<>();
            for (Kind kind : List.of(Kind.WRONG, Kind.LOCKED, Kind.BLOCKED)) {
                for (int i = 0; i < each; i++) {
                    Profile profile = Profile.of(AccountName.of(name(kind, i)), "Somebody");
                    users.add(User.of(
                            User.newId(random), profile, new PasswordState(hash, Instant.EPOCH, false), Instant.EPOCH));
                }
            }
            new SqlUserStore(database)
                    .addAll(users.stream().map(AnswerTimes::blocked).toList(), event);
            SqlLockoutStore lockouts = new SqlLockoutStore(database);
            Instant now = Instant.now();
            for (int i = 0; i < each; i++) {
                LockoutStore.Key key = new LockoutStore.Key(AccountName.of(name(Kind.LOCKED, i)), false);
                lockouts.update(
                        key,
                        before -> new LockoutState(10, 1, List.of(1, 2, 3), now, now, now.plus(Duration.ofHours(5))));
            }
            new SqlAdministratorStore(database)
                    .add(
                            new Administrator(
                                    AccountName.of("wrong"), Role.AUDITOR, hash.orElseThrow(), Instant.EPOCH),
                            event);
        }
    }

    static User blocked(User user) {
        return user.name().value().startsWith("blocked")
                ? user.withBlock(Optional.of(new SignInBlock(Reason.of("Left."), "bench", Instant.EPOCH)))
                : user;
    }

    /** An attempt; a result is how many nanoseconds its answer took. */
    interface Attempt {
        long nanos(Kind kind, int number) throws Exception;
    }

    static Map<Kind, double[]> measure(List<Kind> kinds, int pairs, Attempt attempt) throws Exception {
        Map<Kind, double[]> millis = new EnumMap<>(Kind.class);
        kinds.forEach(kind -> millis.put(kind, new double[pairs]));
        List<Kind> order = new ArrayList<>(kinds);
        Random random = new Random(7);
        for (int i = -WARM_UP; i < pairs; i++) {
            Collections.shuffle(order, random);
            for (Kind kind : order) {
                double took = attempt.nanos(kind, i + WARM_UP) / 1e6;
                if (i >= 0) {
                    millis.get(kind)[i] = took;
                }
            }
        }
        return millis;
    }

    /** From a network of its own for each round, or it would be password spray. */
    static long bind(int port, Kind kind, int number) throws Exception {
        try (LDAPConnection connection = Ldap.connect(address(number), port)) {
            long start = System.nanoTime();
            ResultCode code = Ldap.bind(connection, name(kind, number), WRONG.reveal());
            long took = System.nanoTime() - start;
            if (code != ResultCode.INVALID_CREDENTIALS) {
                throw new IllegalStateException(kind + " is answered " + code);
            }
            return took;
        }
    }

    static long post(String url, Kind kind, int number) throws Exception {
        try (HttpClient http = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address(number)))
                .cookieHandler(new java.net.CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            URI page = URI.create(url + "/sign-in");
            HttpResponse<String> form = http.send(
                    HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            Matcher token = TOKEN.matcher(form.body());
            if (!token.find()) {
                throw new IllegalStateException("no form to sign in: " + form.statusCode());
            }
            String name = kind == Kind.WRONG ? "wrong" : "unknown" + number;
            String body = "name=" + name + "&password=" + WRONG.reveal() + "&_csrf="
                    + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
            HttpRequest request = HttpRequest.newBuilder(page)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            long took = System.nanoTime() - start;
            if (!answer.headers().firstValue("Location").orElse("").contains("refused=wrong")) {
                throw new IllegalStateException(kind + " is answered " + answer.statusCode() + " " + answer.headers());
            }
            return took;
        }
    }

    static String address(int number) {
        return "127." + (10 + number / 200) + "." + number % 200 + ".9";
    }

    static boolean tell(String door, Map<Kind, double[]> millis) {
        boolean same = true;
        double[] wrong = millis.get(Kind.WRONG);
        System.out.printf("%s: a wrong password: median %.2f ms%n", door, median(wrong));
        for (Kind kind : millis.keySet()) {
            if (kind != Kind.WRONG) {
                double difference = median(millis.get(kind)) - median(wrong);
                double p = mannWhitney(wrong, millis.get(kind));
                System.out.printf(
                        "%s: %s: median %+.2f ms, Mann-Whitney p %.3f%n", door, kind.name().toLowerCase(), difference, p);
                same &= p > SURE && Math.abs(difference) < MOST_MILLIS;
            }
        }
        return same;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** How likely samples of one and the same thing differ as much: two-sided, by the normal approximation. */
    static double mannWhitney(double[] a, double[] b) {
        int n = a.length;
        int m = b.length;
        double[] all = new double[n + m];
        System.arraycopy(a, 0, all, 0, n);
        System.arraycopy(b, 0, all, n, m);
        int[] order = IntStream.range(0, n + m)
                .boxed()
                .sorted((x, y) -> Double.compare(all[x], all[y]))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        for (int rank = 0; rank < order.length; rank++) {
            ranks += order[rank] < n ? rank + 1 : 0;
        }
        double u = ranks - n * (n + 1) / 2.0;
        double z = Math.abs(u - n * m / 2.0) / Math.sqrt(n * (double) m * (n + m + 1) / 12);
        return 2 * (1 - normal(z));
    }

    /** Abramowitz and Stegun, 26.2.17. */
    static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * tail;
    }
}
