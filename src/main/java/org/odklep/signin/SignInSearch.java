package org.odklep.signin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;

/**
 * Which attempts are looked for, the newest first.
 *
 * @param part of the account's name; empty for all
 * @param success whether they succeeded; what awaits the second factor did neither
 * @param unfamiliar only from unfamiliar places
 * @param from attempts at this instant and later
 * @param to attempts before this instant
 * @param after where the page before ended
 */
public record SignInSearch(
        Optional<AccountName> account,
        String part,
        Optional<Boolean> success,
        Optional<SignInCode> code,
        Optional<ClientNetwork> client,
        boolean unfamiliar,
        Instant from,
        Instant to,
        Optional<SignInLog.Position> after,
        int limit) {
    /** For what no index finds no page looks at more attempts than this: it ends, and the next one goes on. */
    public static final int LOOKED_AT = 10_000;

    public SignInSearch {
        part = part.toLowerCase(Locale.ROOT);
    }

    /**
     * A page.
     *
     * @param next where the next one begins; empty at the end. There may be one after a page that is not full
     */
    public record Page(List<SignInRecord> attempts, Optional<SignInLog.Position> next) {}

    /** Whether only a part of the attempts is wanted that no index finds. */
    public boolean isPicky() {
        return !part.isEmpty() || success.isPresent() || code.isPresent() || client.isPresent() || unfamiliar;
    }

    /** Whether an attempt, of the account and time that are wanted, is wanted. */
    public boolean wants(SignInRecord attempt) {
        return attempt.account().value().contains(part)
                && success.map(SignInSearch::outcome)
                        .map(attempt.code().outcome()::equals)
                        .orElse(true)
                && code.map(attempt.code()::equals).orElse(true)
                && client.map(network -> network.holds(attempt.client())).orElse(true)
                && !(unfamiliar && attempt.familiar());
    }

    private static SignInCode.Outcome outcome(boolean success) {
        return success ? SignInCode.Outcome.SUCCESS : SignInCode.Outcome.FAILURE;
    }
}
