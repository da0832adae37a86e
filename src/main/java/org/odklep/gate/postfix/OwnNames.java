package org.odklep.gate.postfix;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.odklep.kernel.AccountName;

/** Whose the names are that come by, remembered for a while: mail that is let pass shall cost no question to the store. */
final class OwnNames {
    /** So long an alias that was just given to a user still goes by itself. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int NAMES = 50_000;

    private final UnaryOperator<AccountName> canonical;
    private final Generations<Known> known = new Generations<>(NAMES);

    private record Known(AccountName own, Instant until) {}

    /** @param canonical the account's own name for any name that signs it in */
    OwnNames(UnaryOperator<AccountName> canonical) {
        this.canonical = canonical;
    }

    /** The account's own name; two questions at once may ask twice. */
    AccountName of(AccountName name, Instant now) {
        Known last = known.get(name.value());
        if (last == null || !now.isBefore(last.until)) {
            last = new Known(canonical.apply(name), now.plus(REMEMBERED));
            known.put(name.value(), last);
        }
        return last.own;
    }
}
