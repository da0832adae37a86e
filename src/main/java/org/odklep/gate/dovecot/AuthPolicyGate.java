package org.odklep.gate.dovecot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignIns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maps questions of Dovecot to sign-ins. Refusals carry no message: to a client, a locked account answers as a wrong
 * password does.
 */
public final class AuthPolicyGate {
    private static final Logger LOG = LoggerFactory.getLogger(AuthPolicyGate.class);
    private static final int REFUSED = -1;
    private static final int NO_OBJECTION = 0;

    private final SignIns signIns;
    private final Supplier<Optional<MailDomain>> defaultDomain;
    private final UnaryOperator<AccountName> canonical;
    private final LongAdder allowed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unasked = new LongAdder();

    /**
     * @param defaultDomain added to names that come without a domain
     * @param canonical the account's own name for any name that signs it in
     */
    public AuthPolicyGate(
            SignIns signIns, Supplier<Optional<MailDomain>> defaultDomain, UnaryOperator<AccountName> canonical) {
        this.signIns = signIns;
        this.defaultDomain = defaultDomain;
        this.canonical = canonical;
    }

    /** What Dovecot is told: -1 to refuse, otherwise how many seconds to wait before the password is checked. */
    int allow(AuthRequest request, Instant now) {
        try {
            Optional<SignInAttempt> attempt = attempt(request);
            int status = attempt.map(known -> status(signIns.beginElsewhere(known, now)))
                    .orElse(REFUSED);
            (status == REFUSED ? refused : allowed).increment();
            return status;
        } catch (StoreUnavailable e) {
            unasked.increment();
            LOG.warn("let a sign-in go on unasked: {}", e.getMessage());
            return NO_OBJECTION;
        }
    }

    /** Learns how a sign-in ended. */
    void report(AuthRequest request, Instant now) {
        if (request.policyReject()) {
            return;
        }
        try {
            attempt(request).ifPresent(attempt -> report(attempt, request, now));
        } catch (StoreUnavailable e) {
            LOG.warn("could not note how a sign-in ended: {}", e.getMessage());
        }
    }

    /** Sign-ins that went on. */
    public long allowed() {
        return allowed.sum();
    }

    /** Sign-ins that were refused. */
    public long refused() {
        return refused.sum();
    }

    /** Sign-ins that went on because the store was away. */
    public long unasked() {
        return unasked.sum();
    }

    private void report(SignInAttempt attempt, AuthRequest request, Instant now) {
        if (request.success()) {
            signIns.succeeded(attempt, now);
            return;
        }
        switch (request.failType()) {
            case "account" -> signIns.failed(attempt, SignInCode.UNKNOWN_ACCOUNT, now);
            case "expired" -> signIns.cancelled(attempt, SignInCode.PASSWORD_MUST_CHANGE, now);
            case "disabled" -> signIns.cancelled(attempt, SignInCode.SIGN_IN_BLOCKED, now);
            case "internal", "policy" -> signIns.cancelled(attempt, SignInCode.NOT_CHECKED, now);
            default -> signIns.failed(attempt, SignInCode.WRONG_PASSWORD, now);
        }
    }

    /** Whose a login is, if it can be anybody's. */
    Optional<AccountName> account(String login) {
        return AccountName.parse(login).map(name -> canonical.apply(name.orAt(defaultDomain.get())));
    }

    private Optional<SignInAttempt> attempt(AuthRequest request) {
        return account(request.login())
                .map(account -> new SignInAttempt(
                        account,
                        ClientAddress.parse(request.remote()).orElse(ClientAddress.LOCAL),
                        ClientKind.of(request.protocol()),
                        fingerprint(request.passwordHash())));
    }

    private static int status(Admission admission) {
        return switch (admission) {
            case Admission.Admitted(Duration delay, boolean familiar) -> (int) delay.toSeconds();
            case Admission.Refused refusal -> REFUSED;
        };
    }

    private static OptionalInt fingerprint(String hex) {
        try {
            return hex.isEmpty() || hex.length() > 8
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseUnsignedInt(hex, 16));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
