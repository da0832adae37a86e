package org.odklep.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.odklep.kernel.AccountName;

/**
 * Who may not sign in whatever the password is; answered from memory, so that it holds while the store is away.
 *
 * @param blocked whether an administrator blocked the account's sign-in, which no list outranks
 */
public record SignInBlocks(Predicate<AccountName> blocked, SignInLists lists) {
    Optional<Admission.Refused> on(SignInAttempt attempt, Instant now) {
        return blocked.test(attempt.account())
                ? Optional.of(new Admission.Refused(SignInCode.SIGN_IN_BLOCKED, Instant.MAX))
                : lists.block(attempt, now).map(entry -> new Admission.Refused(SignInCode.BLOCK_LISTED, entry.until()));
    }
}
