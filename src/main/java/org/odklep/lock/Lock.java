package org.odklep.lock;

import java.time.Instant;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;

/** Something that stops an account. Each kind says what it stops; all say why, by whom, since and until when. */
public sealed interface Lock permits SendingRestriction, BlockedSignIn, Lockout, PasswordDue {
    /** The short reference that replies, pages and commands quote. */
    String id();

    AccountName account();

    /** Why, in words for the owner of the account. */
    Reason reason();

    /** Who or what set it: an operator's name, {@code policy:} and a policy's name, or {@code smart lockout}; may be empty. */
    String setBy();

    Instant since();

    /** When it ends by itself, if it does. */
    Optional<Instant> until();
}
