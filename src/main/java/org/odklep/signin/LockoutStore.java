package org.odklep.signin;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;

/**
 * Port: the durable counts of wrong passwords. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the
 * store is away.
 */
public interface LockoutStore {
    /** Whose count: an account's at familiar places, or at all others. */
    record Key(AccountName account, boolean familiar) {}

    /** A count that is not {@link LockoutState#NONE}. */
    record Entry(Key key, LockoutState state) {}

    LockoutState get(Key key);

    /**
     * Changes a state, one caller at a time for each key; durable when this returns. {@link LockoutState#NONE} is
     * stored as nothing.
     *
     * @param change may be called more than once
     * @return the new state
     */
    default LockoutState update(Key key, UnaryOperator<LockoutState> change) {
        return update(key, get(key), change);
    }

    /**
     * The same, for a caller who has just read the state, or written it: where it is still the same, that saves reading it
     * again. What leaves it as it is, is not written.
     */
    LockoutState update(Key key, LockoutState seen, UnaryOperator<LockoutState> change);

    /** Wipes both counts of an account; false, and nothing recorded, when there was none. */
    boolean clear(AccountName account, AuditEvent event);

    /** Those that are locked now, the longest first. */
    List<Entry> locked(Instant now, int limit);

    /** Which of some accounts are locked now, at whatever places. */
    Set<AccountName> locked(Collection<AccountName> accounts, Instant now);

    /** A page of those that are locked. */
    List<Entry> list(LockoutQuery query);

    /**
     * How many are locked now.
     *
     * @param newest when the last of them began; the epoch for none
     */
    record Tally(long lockouts, Instant newest) {}

    Tally tally(Instant now);

    /** Forgets counts whose last failure and lockout were before an instant. */
    void prune(Instant before);
}
