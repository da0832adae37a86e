package org.odklep.app.demo;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.odklep.account.Actor;
import org.odklep.account.ApiTokens;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.directory.ConfiguredGroups;
import org.odklep.directory.password.KnownPasswordHashes;
import org.odklep.directory.password.ZxcvbnStrength;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.lock.AllowList;
import org.odklep.lock.Locks;
import org.odklep.organisation.Organisation;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.organisation.SetUp;
import org.odklep.organisation.SetUpResult;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendingGuard;
import org.odklep.setting.Decisions;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.Place;
import org.odklep.signin.SignInBlocks;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignIns;
import org.odklep.signin.SmartLockout;
import org.odklep.signin.SprayGuard;
import org.odklep.store.sql.Database;
import org.odklep.user.PasswordMaker;
import org.odklep.user.PasswordRules;
import org.odklep.user.Profile;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** Writes what happened before the start: how the organisation came about, and its last week. */
final class History {
    static final String FIRST = "admin";

    private static final Map<String, String> TOWN = Map.of(
            OrganisationDecision.NAME,
            "Mestna občina Lipovec",
            OrganisationDecision.DOMAINS,
            People.TOWN + " " + People.SCHOOL,
            OrganisationDecision.TIME_ZONE,
            Hours.ZONE.getId());

    private static final long SEED = 20_240_611;
    private static final Duration AGE = Duration.ofDays(35);
    private static final int WAITING = 1_000_000;
    private static final int PORTION = 5_000;
    /** Whose places are known: enough for pages that show them. */
    private static final int FAMILIAR = 120;

    private final Instant now;
    private final Hours hours;
    private final Random random = new Random(SEED);
    private final RandomGenerator secrets = new SecureRandom();
    private final Timeline timeline = new Timeline();
    private final DemoStores stores;
    private final Cast cast;
    private final PasswordRules rules =
            new PasswordRules(PasswordRules.Settings.DEFAULT, ZxcvbnStrength.common(), new ZxcvbnStrength());
    private final Passwords hashing = new Passwords(
            KnownPasswordHashes.withArgon2(), Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(1));

    private History(DemoStores stores, Instant now) {
        this.stores = stores;
        this.now = now;
        this.hours = new Hours(now);
        this.cast = Cast.of(People.of(random));
    }

    /**
     * What the one who looks has to know.
     *
     * @param signIns names and passwords of administrators
     */
    record Told(Cast cast, Map<String, SignIn> signIns) {}

    /** A way in. */
    record SignIn(Role role, Secret password) {}

    /** Fills a new database. */
    static Told write(Database database, Instant now) {
        return new History(DemoStores.over(database), now).write();
    }

    private Told write() {
        Users users = new Users(stores.users());
        UserPasswords passwords = new UserPasswords(users, hashing, rules, secrets);
        Accounts accounts = new Accounts(stores.users(), passwords, cast, random);
        Secret first = found(accounts);
        Runnable last = plan(users, passwords);
        timeline.run(now);
        last.run();
        Map<String, SignIn> signIns = new LinkedHashMap<>();
        signIns.put(FIRST, new SignIn(Role.GLOBAL_ADMINISTRATOR, first));
        accounts.passwords()
                .forEach((role, password) ->
                        signIns.put(cast.administrator(role).address(), new SignIn(role, password)));
        return new Told(cast, signIns);
    }

    /** The first administrator, the others, and everybody else with the sign-ins of a week. */
    private Secret found(Accounts accounts) {
        Instant start = now.minus(AGE);
        Secret password = new PasswordMaker(rules, secrets)
                .make(Profile.of(AccountName.of(FIRST + "@" + People.TOWN), "Administrator"));
        SetUp setUp = new SetUp(stores.administrators(), stores.founding(), organisation(), hashing, secrets);
        Secret code = Secret.of(setUp.issueCode().orElseThrow());
        ClientAddress origin = cast.administrator(Role.GLOBAL_ADMINISTRATOR).office();
        if (!(setUp.create(new SetUp.Request(code, FIRST, password, password, TOWN), origin, start)
                instanceof SetUpResult.Created)) {
            throw new IllegalStateException("the demonstration has no first administrator");
        }
        Actor admin = new Actor(FIRST, Role.GLOBAL_ADMINISTRATOR, origin);
        accounts.addAdministrators(admin, start.plusSeconds(900));
        List<SignInRecord> records = SignInHistory.of(cast, hours, random);
        accounts.addOthers(unknownPassword(), SignInHistory.last(records), admin, start.plusSeconds(2400));
        write(records);
        return password;
    }

    private OrganisationDecision organisation() {
        Organisation nobodys = new Organisation("", List.of(), Optional.empty(), Hours.ZONE);
        return new OrganisationDecision(new Decisions(stores.settings()), nobodys, Set.of());
    }

    private String unknownPassword() {
        byte[] bytes = new byte[24];
        secrets.nextBytes(bytes);
        return hashing.hash(Secret.of(HexFormat.of().formatHex(bytes))).orElseThrow();
    }

    private void write(List<SignInRecord> records) {
        for (int from = 0; from < records.size(); from += PORTION) {
            stores.signIns().write(records.subList(from, Math.min(records.size(), from + PORTION)));
        }
        records.reversed().stream()
                .filter(SignInRecord::familiar)
                .limit(FAMILIAR)
                .forEach(
                        each -> stores.places().learn(each.account(), Place.of(each.client(), each.kind()), each.at()));
    }

    private Runnable plan(Users users, UserPasswords passwords) {
        AllowList allowList = new AllowList(stores.allowed());
        Locks locks = new Locks(stores.locks(), allowList, random);
        OutboundPolicies policies = new OutboundPolicies(
                stores.policies(),
                new ConfiguredGroups(Map.of(), Optional::empty),
                () -> OutboundPolicies.Defaults.in(Hours.ZONE),
                random);
        SignInLists lists = new SignInLists(stores.signInLists());
        ApiTokens tokens = new ApiTokens(stores.tokens(), secrets);
        policies.refresh();
        lists.refresh();
        tokens.refresh();
        SendJournal journal = new SendJournal(stores.ledger(), WAITING);
        SignInJournal attempts = new SignInJournal(stores.signIns(), WAITING);
        SendingGuard guard = new SendingGuard(locks, policies::forAccount, stores.ledger(), journal, random);
        Deeds deeds =
                new Deeds(timeline, cast, new Deeds.Parts(users, passwords, locks, allowList, policies, lists, tokens));
        deeds.found(now.minus(AGE));
        new Story(
                        cast,
                        hours,
                        deeds,
                        new MailHistory(timeline, guard, random),
                        new Attacks(timeline, signIns(lists, attempts), random))
                .plan();
        return () -> {
            journal.flush();
            attempts.flush();
            // The gate of Dovecot, through which the hijackers came, does not tell the directory by itself.
            List.of(cast.live(), cast.earlier()).forEach(this::seen);
        };
    }

    /** The directory knows of the last sign-in that the log has. */
    private void seen(Person person) {
        SignInLog.Query last =
                new SignInLog.Query(Optional.of(person.account()), Optional.of(true), Optional.empty(), 1);
        stores.signIns()
                .list(last)
                .forEach(attempt -> stores.users()
                        .find(person.account())
                        .ifPresent(user -> stores.users().signedIn(user.id(), attempt.at())));
    }

    private SignIns signIns(SignInLists lists, SignInJournal attempts) {
        return new SignIns(
                stores.lockouts(),
                stores.places(),
                new SmartLockout(LockoutPolicy.DEFAULT),
                new SprayGuard(List.of()),
                new SignInBlocks(this::isBlocked, lists),
                attempts,
                random);
    }

    private boolean isBlocked(AccountName account) {
        return stores.users().find(account).filter(user -> !user.isEnabled()).isPresent();
    }
}
