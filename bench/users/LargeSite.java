import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.odklep.account.Administrator;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokenStore;
import org.odklep.account.Role;
import org.odklep.account.TokenScope;
import org.odklep.audit.AuditChain;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.kernel.Sha256;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Ending;
import org.odklep.lock.Evidence;
import org.odklep.lock.History;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Action;
import org.odklep.sending.Alert;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SentCount;
import org.odklep.signin.ClientKind;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.WebSession;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.DatabaseAddress;
import org.odklep.store.sql.SqlAdministratorStore;
import org.odklep.store.sql.SqlAllowStore;
import org.odklep.store.sql.SqlApiTokenStore;
import org.odklep.store.sql.SqlLockStore;
import org.odklep.store.sql.SqlLockoutStore;
import org.odklep.store.sql.SqlSendLedger;
import org.odklep.store.sql.SqlSessionStore;
import org.odklep.store.sql.SqlSignInListStore;
import org.odklep.store.sql.SqlSignInLog;
import org.odklep.store.sql.SqlUserStore;
import org.odklep.user.User;

/**
 * Fills a database with what a large site has after a month, and opens a session of an administrator in it, whose secret it
 * prints. A database that is filled stays as it is. Arguments: a file or URL, users.
 */
public class LargeSite {
    static final int PORTION = 5_000;
    static final int DAYS = 29;
    static final Random RANDOM = new Random(7);
    static final ClientAddress HERE = ClientAddress.LOCAL;
    static final String ADMINISTRATOR = "bench";
    static final int TOKENS = 200;
    static final int LISTED = 2_000;

    final Database database;
    final Sizes sizes;
    final Instant now = Instant.now();
    final List<AccountName> names = new ArrayList<>();

    /** How much there is of everything, in proportion to the users. */
    record Sizes(int users) {
        int signIns() {
            return users;
        }

        int messages() {
            return users;
        }

        int auditEntries() {
            return users / 5;
        }

        int restricted() {
            return users / 200;
        }

        int released() {
            return users / 50;
        }

        int lockedOut() {
            return users / 200;
        }
    }

    LargeSite(Database database, Sizes sizes) {
        this.database = database;
        this.sizes = sizes;
    }

    public static void main(String[] arguments) throws Exception {
        DatabaseAddress address = Where.address(arguments[0]);
        try (Database database = Database.open(address)) {
            LargeSite site = new LargeSite(database, new Sizes(Integer.parseInt(arguments[1])));
            if (new SqlUserStore(database).count() == 0) {
                site.fill(address);
            }
            System.out.println("session " + site.session());
        }
    }

    void fill(DatabaseAddress address) throws Exception {
        timed("users", sizes.users, this::users);
        timed("restrictions", sizes.restricted() + sizes.released(), () -> restrictions(0, sizes.restricted() + sizes.released()));
        timed("lockouts", sizes.lockedOut(), this::lockouts);
        timed("sign-ins", sizes.signIns(), this::signIns);
        timed("messages", sizes.messages(), this::messages);
        timed("tokens", TOKENS, this::tokens);
        timed("entries of lists", 2 * LISTED, this::lists);
        timed("audit entries", sizes.auditEntries(), () -> audit(address));
    }

    interface Work {
        void run() throws Exception;
    }

    static void timed(String what, int count, Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        System.err.printf("%,d %s in %.0f s%n", count, what, (System.nanoTime() - begin) / 1e9);
    }

    void users() {
        List<User> users = new ArrayList<>();
        for (int i = 0; i < sizes.users; i++) {
            users.add(People.user(i));
            names.add(users.getLast().name());
        }
        if (!new SqlUserStore(database).addAll(users, event("user.import", "users")).isEmpty()) {
            throw new IllegalStateException("names are taken");
        }
    }

    /** All but the first {@link Sizes#restricted} are ended. */
    void restrictions(int from, int to) {
        SqlLockStore store = new SqlLockStore(database);
        for (int i = from; i < to; i++) {
            AccountName account = names.get((int) ((i * 1009L * 37) % names.size()));
            Instant since = ago(i);
            SendingRestriction restriction = new SendingRestriction(
                    reference(i), account, Reason.of("The limit of recipients an hour was crossed."), "policy:Default", since,
                    Optional.empty(), Optional.of(evidence(account, since)), new History(i % 3, i % 3), RANDOM.nextInt(500), Optional.empty());
            store.open(restriction, event("restriction.open", account.value()));
            if (i >= sizes.restricted()) {
                store.close(restriction.id(), new Ending(since.plusSeconds(3600), "meta", Reason.of("Password changed.")),
                        event("restriction.release", account.value()));
            }
        }
    }

    Evidence evidence(AccountName account, Instant at) {
        List<MessageTrace> messages = IntStream.range(0, Evidence.MAX_MESSAGES).mapToObj(i -> message(account, at.minusSeconds(i))).toList();
        return new Evidence("default", "Default", "externalRecipientsPerHour", 500, 520, Duration.ofHours(1),
                List.of(new ClientCount(client(), 30, at)), messages);
    }

    void lockouts() {
        SqlLockoutStore store = new SqlLockoutStore(database);
        for (int i = 0; i < sizes.lockedOut(); i++) {
            AccountName account = names.get((int) ((i * 1013L * 41) % names.size()));
            int length = RANDOM.nextInt(1_000_000);
            store.update(new LockoutStore.Key(account, false),
                    before -> new LockoutState(10, 1, List.of(1, 2, 3), now, now, now.plus(Duration.ofDays(30)).plusSeconds(length)));
        }
    }

    /** A few accounts sign in very often, one attempt in ten fails. */
    void signIns() {
        SqlSignInLog log = new SqlSignInLog(database);
        portions(sizes.signIns(), (from, to) -> log.write(IntStream.range(from, to).mapToObj(this::signIn).toList()));
    }

    SignInRecord signIn(int i) {
        AccountName account = somebody();
        SignInCode code = i % 10 == 0 ? SignInCode.values()[RANDOM.nextInt(1, SignInCode.values().length)] : SignInCode.SUCCESS;
        ClientKind kind = ClientKind.values()[RANDOM.nextInt(ClientKind.values().length)];
        return new SignInRecord(reference(i), ago(i), account, client(), kind, RANDOM.nextBoolean(), code);
    }

    void messages() {
        SqlSendLedger ledger = new SqlSendLedger(database);
        portions(sizes.messages(), (from, to) -> {
            List<SendLedger.Trace> traces = IntStream.range(from, to)
                    .mapToObj(i -> trace(somebody(), ago(i)))
                    .toList();
            List<SendLedger.Count> counts = traces.stream()
                    .filter(trace -> trace.message().at().isAfter(now.minus(SendLedger.WINDOW)))
                    .map(trace -> new SendLedger.Count(trace.account(), trace.message().at(), new SentCount(1, 1, 1, 0)))
                    .toList();
            List<Alert> alerts = traces.stream()
                    .limit(PORTION / 500)
                    .map(trace -> new Alert(reference(RANDOM.nextInt()), trace.account(), trace.message().at(), false,
                            Action.ALERT, evidence(trace.account(), trace.message().at())))
                    .toList();
            ledger.write(new SendLedger.Batch(0, counts, traces, Map.of(), Map.of(), alerts));
        });
    }

    SendLedger.Trace trace(AccountName account, Instant at) {
        return new SendLedger.Trace(account, message(account, at));
    }

    MessageTrace message(AccountName account, Instant at) {
        return new MessageTrace(at, "4" + reference(RANDOM.nextInt()), account.value(), 1 + RANDOM.nextInt(5),
                List.of("d" + RANDOM.nextInt(500) + ".example"), 20_000, client());
    }

    void tokens() {
        SqlApiTokenStore store = new SqlApiTokenStore(database);
        for (int i = 0; i < TOKENS; i++) {
            ApiToken token = new ApiToken(reference(i), "token " + i, Role.AUDITOR, "bench", now, now.plus(Duration.ofDays(300)), TokenScope.NONE);
            store.add(new ApiTokenStore.Stored(token, Sha256.hex("token " + i)), event("token.issue", "token " + i));
        }
    }

    /** Blocked networks, and accounts that policies do not restrict. */
    void lists() {
        SqlSignInListStore blocked = new SqlSignInListStore(database);
        SqlAllowStore allowed = new SqlAllowStore(database);
        for (int i = 0; i < LISTED; i++) {
            String network = "10." + i / 250 + "." + i % 250 + ".0/24";
            Key key = new Key(Kind.BLOCK, ClientNetwork.parse(network), Optional.empty());
            blocked.put(new SignInListEntry(key, Reason.of("Guesses."), now.plus(Duration.ofDays(300))), event("signInBlock.add", network));
            AccountName account = names.get(i * 7 % names.size());
            allowed.put(new AllowEntry(account.value(), Reason.of("A list."), "bench", now, Optional.empty()), event("allow.add", account.value()));
        }
    }

    /** Past the store, which links one entry in a transaction. */
    void audit(DatabaseAddress address) throws Exception {
        try (Connection connection = DriverManager.getConnection(address.url())) {
            connection.setAutoCommit(false);
            long number;
            String hash;
            try (var found = connection.createStatement().executeQuery("select number, hash from audit order by number desc limit 1")) {
                found.next();
                number = found.getLong(1);
                hash = found.getString(2);
            }
            try (var insert = connection.prepareStatement("insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                while (number < sizes.auditEntries()) {
                    AuditEntry entry = AuditChain.link(++number, hash, event("user.password.reset", somebody().value()));
                    hash = entry.hash();
                    add(insert, entry);
                    insert.addBatch();
                    if (number % 1000 == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            connection.createStatement().executeUpdate("update counter set value = " + number + " where name = 'audit'");
            connection.commit();
        }
    }

    static void add(PreparedStatement insert, AuditEntry entry) throws SQLException {
        AuditEvent event = entry.event();
        Object[] values = {
            entry.number(), event.at().toEpochMilli(), event.actor(), event.origin().value(), event.action(), event.target(),
            event.reason(), event.before(), event.after(), entry.previousHash(), entry.hash()
        };
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 1, values[i]);
        }
    }

    /** Opens a session of an administrator who is there for that. */
    String session() {
        SqlAdministratorStore administrators = new SqlAdministratorStore(database);
        AccountName name = AccountName.of(ADMINISTRATOR);
        Administrator administrator = administrators.find(name).orElseGet(() -> {
            Administrator added = new Administrator(name, Role.GLOBAL_ADMINISTRATOR, "no password fits this", now);
            administrators.add(added, event("administrator.add", ADMINISTRATOR));
            return added;
        });
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        WebSession.Proof proof = new WebSession.Proof(Sha256.hex(administrator.passwordHash()), false, now, true);
        new SqlSessionStore(database).add(
                new WebSession(reference(new SecureRandom().nextInt()), SessionOwner.of(administrator), proof,
                        new WebSession.Device(HERE, "bench"), now, now),
                Sha256.hex(secret));
        return secret;
    }

    /** The first ones often, the last ones seldom. */
    AccountName somebody() {
        return names.get((int) (Math.pow(names.size(), RANDOM.nextDouble()) - 1e-9));
    }

    Instant ago(int i) {
        long seconds = Duration.ofDays(DAYS).toSeconds();
        return now.minusSeconds((long) (seconds * RANDOM.nextDouble())).minusMillis(i % 1000);
    }

    AuditEvent event(String action, String target) {
        return new AuditEvent(now, "bench", HERE, action, target, "Measured.", "before", "after");
    }

    static ClientAddress client() {
        return new ClientAddress("192.0." + RANDOM.nextInt(256) + "." + RANDOM.nextInt(256));
    }

    /** Another one for each number. */
    static String reference(int number) {
        return String.format("%08X", number * 0x9E3779B1).replace('0', 'G').replace('1', 'H');
    }

    interface Portion {
        void write(int from, int to);
    }

    static void portions(int count, Portion portion) {
        for (int from = 0; from < count; from += PORTION) {
            portion.write(from, Math.min(count, from + PORTION));
        }
    }
}
