package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
import org.odklep.lock.ClientCount;
import org.odklep.lock.Evidence;
import org.odklep.lock.Locks;
import org.odklep.lock.MessageTrace;
import org.odklep.lock.ReleaseResult;
import org.odklep.lock.RestrictResult;
import org.odklep.lock.SendingRestriction;
import org.odklep.sending.Action;
import org.odklep.sending.Alert;
import org.odklep.sending.Limit;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyChange;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SentCount;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignInRecord;
import org.odklep.signin.SignIns;
import org.odklep.user.NewPassword;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** Things to look at, put into a running server. */
record Samples(RunningServer server) {
    static final Actor OPERATOR = new Actor("vera", Role.GLOBAL_ADMINISTRATOR, new ClientAddress("192.0.2.10"));

    /** A hijacked mailbox: over the limit of external recipients, until released. */
    SendingRestriction hijacked(String account) {
        return restricted(account, Limit.EXTERNAL_PER_HOUR, 501, Optional.empty());
    }

    SendingRestriction restricted(String account, Limit limit, long measured, Optional<Instant> until) {
        Instant now = server.now();
        AccountName name = AccountName.of(account);
        List<MessageTrace> messages = IntStream.range(0, 20)
                .mapToObj(i -> new MessageTrace(
                        now.minusSeconds(i * 7L),
                        i == 0 ? "" : "4fXq2k0Rz" + i,
                        i == 3 ? "" : account,
                        25,
                        List.of("example.com", "example.net", "mail" + i + ".example.org"),
                        12_300L + 1000L * i * i * i,
                        new ClientAddress(i % 3 == 0 ? "198.51.100.23" : "203.0.113.77")))
                .toList();
        return restricted(name, evidence("Default", limit, measured, messages), until);
    }

    SendingRestriction restricted(AccountName account, Evidence evidence, Optional<Instant> until) {
        Locks.Cause cause = new Locks.Cause(
                Reason.of("This account went over its sending limit: stored in English."),
                Optional.of(evidence),
                until);
        return server.part(Locks.class)
                .restrict(
                        account,
                        cause,
                        "policy:" + evidence.policyName(),
                        evidence.clients().getFirst().client(),
                        server.now());
    }

    Evidence evidence(String policy, Limit limit, long measured, List<MessageTrace> messages) {
        return new Evidence(
                OutboundPolicy.DEFAULT_ID,
                policy,
                limit.key(),
                500,
                measured,
                limit.window(),
                ClientCount.merge(List.of(), messages, Evidence.MAX_CLIENTS),
                messages);
    }

    SendingRestriction byOperator(String account, String reason) {
        return switch (server.part(Locks.class)
                .restrict(AccountName.of(account), Reason.of(reason), OPERATOR, server.now())) {
            case RestrictResult.Restricted(var restriction) -> restriction;
            case RestrictResult.AlreadyRestricted already -> throw new IllegalStateException(already.toString());
            case RestrictResult.AllowListed listed -> throw new IllegalStateException(listed.toString());
            case RestrictResult.NotAllowed not -> throw new IllegalStateException(not.toString());
        };
    }

    void release(SendingRestriction restriction, String reason) {
        ReleaseResult result =
                server.part(Locks.class).release(restriction.id(), Reason.of(reason), OPERATOR, server.now());
        if (!(result instanceof ReleaseResult.Released)) {
            throw new IllegalStateException(result.toString());
        }
    }

    void refused(SendingRestriction restriction, int times) {
        write(new SendLedger.Batch(0, List.of(), List.of(), Map.of(), Map.of(restriction.id(), times), List.of()));
    }

    void alert(String account, boolean shadow, Action action, Evidence evidence) {
        Alert alert = new Alert("ALERT" + account, AccountName.of(account), server.now(), shadow, action, evidence);
        write(new SendLedger.Batch(0, List.of(), List.of(), Map.of(), Map.of(), List.of(alert)));
    }

    void allow(String pattern, String reason, Optional<Duration> time) {
        Instant now = server.now();
        server.part(AllowList.class)
                .add(
                        new AllowEntry(
                                AllowEntry.pattern(pattern),
                                Reason.of(reason),
                                OPERATOR.name(),
                                now,
                                time.map(now::plus)),
                        OPERATOR);
    }

    void policy(Map<String, ?> document) {
        PolicyChange change = server.part(OutboundPolicies.class).create(document, OPERATOR, server.now());
        if (!(change instanceof PolicyChange.Done)) {
            throw new IllegalStateException(change.toString());
        }
    }

    /** Messages of an account within the last day. */
    void sent(String account, int messages) {
        List<SendLedger.Trace> traces = IntStream.range(0, messages)
                .mapToObj(i -> new SendLedger.Trace(
                        AccountName.of(account),
                        new MessageTrace(
                                server.now().minus(Duration.ofMinutes(17L * i)),
                                "4fXq2k0Rz" + i,
                                i == 3 ? "" : account,
                                1 + i * i % 30,
                                List.of("example.com", "mail" + i + ".example.org"),
                                12_300L + 1000L * i,
                                new ClientAddress("203.0.113.77"))))
                .toList();
        write(new SendLedger.Batch(0, List.of(), traces, Map.of(), Map.of(), List.of()));
    }

    /** Sign-ins and mail of thirty days, and an attack on top of them. */
    void month() {
        List<SignInRecord> attempts = new ArrayList<>();
        List<SendLedger.Count> counts = new ArrayList<>();
        for (int hour = 0; hour < 30 * 24; hour++) {
            Instant at = server.now().minus(Duration.ofHours(hour));
            AccountName account = AccountName.of("user" + hour % 7 + "@example.si");
            counts.add(new SendLedger.Count(account, at, new SentCount(20 + hour % 24, 9, 30 + hour % 50, 0)));
            for (int i = 0; i < 3 + hour % 12; i++) {
                attempts.add(attempt("M" + hour + "." + i, at, account, "192.0.2." + i, i % 5 != 4));
            }
        }
        for (int i = 0; i < 42; i++) {
            AccountName account = AccountName.of("target" + i / 2 + "@example.si");
            attempts.add(attempt("A" + i, server.now(), account, "198.51.100." + i, false));
        }
        server.part(SignInLog.class).write(attempts);
        write(new SendLedger.Batch(0, counts, List.of(), Map.of(), Map.of(), List.of()));
    }

    private static SignInRecord attempt(String id, Instant at, AccountName account, String client, boolean right) {
        SignInCode code = right ? SignInCode.SUCCESS : SignInCode.WRONG_PASSWORD;
        return new SignInRecord(id, at, account, new ClientAddress(client), ClientKind.IMAP, right, code);
    }

    /** A token of a program. */
    void token(String name, Role role, Duration life) {
        server.part(ApiTokens.class)
                .issue(new ApiToken.Wanted(name, role, server.now().plus(life)), OPERATOR, server.now());
    }

    private void write(SendLedger.Batch batch) {
        server.part(SendLedger.class).write(batch);
    }

    /** Somebody with a password. */
    User user(String name, String displayName, Role... roles) {
        UserPasswords.NewUser wanted = new UserPasswords.NewUser(
                new Users.Edit(Profile.of(AccountName.of(name), displayName), Set.of(roles)),
                new NewPassword(Optional.empty(), false, false),
                Optional.empty());
        return server.part(UserPasswords.class).create(wanted, OPERATOR, server.now())
                        instanceof UserCreation.Created created
                ? created.user()
                : unexpected();
    }

    /** Somebody whose sign-in is blocked, and who is locked out besides. */
    User lockedOut(String name, String displayName, Role... roles) {
        User user = user(name, displayName, roles);
        wrongPasswords(user.name(), "203.0.113.9");
        server.part(Users.class).blockSignIn(user.id(), Reason.of("The laptop was stolen."), OPERATOR, server.now());
        return user;
    }

    /** As many wrong passwords as lock an account out. */
    void wrongPasswords(AccountName account, String client) {
        SignIns signIns = server.part(SignIns.class);
        for (int i = 0; i < 10; i++) {
            SignInAttempt attempt =
                    new SignInAttempt(account, new ClientAddress(client), ClientKind.IMAP, OptionalInt.of(i));
            if (signIns.begin(attempt, server.now()) instanceof Admission.Admitted) {
                signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
            }
        }
    }

    /** A sign-in that succeeded. */
    void signedIn(User user, String client) {
        SignInAttempt attempt =
                new SignInAttempt(user.name(), new ClientAddress(client), ClientKind.IMAP, OptionalInt.of(1));
        SignIns signIns = server.part(SignIns.class);
        signIns.begin(attempt, server.now());
        signIns.succeeded(attempt, server.now());
        server.flushSignIns();
    }

    private static User unexpected() {
        throw new IllegalStateException("no user was added");
    }
}
