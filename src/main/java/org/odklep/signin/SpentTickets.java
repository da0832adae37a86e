package org.odklep.signin;

import java.time.Instant;

/**
 * Port: tickets that are good once, on whichever node they come in. Throws {@link org.odklep.kernel.StoreUnavailable} when nobody can
 * tell.
 */
public interface SpentTickets {
    /**
     * Uses a ticket up; false when that was done before. Of any number of attempts at once one succeeds.
     *
     * @param id names the ticket and opens nothing
     * @param until when the ticket is worthless anyhow
     */
    boolean spend(String id, Instant until);

    /** Forgets tickets that are worthless anyhow. */
    void prune(Instant now);
}
