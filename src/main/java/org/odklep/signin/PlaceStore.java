package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.odklep.kernel.AccountName;

/**
 * Port: the places each account is known at. All methods throw {@link org.odklep.kernel.StoreUnavailable} when the store
 * is away.
 */
public interface PlaceStore {
    /** How long a place is familiar after the last successful sign-in from there. */
    Duration REMEMBERED = Duration.ofDays(90);

    /** Of an account; beyond this the one that was used longest ago is forgotten. */
    int MAX_PLACES = 50;

    /** True when the account signed in from there at or after an instant. */
    boolean isFamiliar(AccountName account, Place place, Instant since);

    /** Notes a successful sign-in. */
    void learn(AccountName account, Place place, Instant at);

    /** The places of an account, the last used one first. */
    List<Known> of(AccountName account);

    /** Forgets all places of an account: it was hijacked, and the hijacker's place may be among them. */
    void forget(AccountName account);

    /** Forgets places that were last used before an instant. */
    void prune(Instant before);

    /**
     * A place of an account.
     *
     * @param first when it was learned
     * @param last when it was used last
     */
    record Known(Place place, Instant first, Instant last) {}
}
