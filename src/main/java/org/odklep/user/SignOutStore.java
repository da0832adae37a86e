package org.odklep.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.odklep.audit.AuditEvent;

/**
 * Port: the orders that mail servers are still to do. They are stored with the change of the user that makes them
 * ({@link UserStore#replace}), and stay until they end. A node holds an order while it works on it, for a limited time that
 * it prolongs: when it dies, another one takes the order up. All methods throw
 * {@link org.odklep.kernel.StoreUnavailable} when the store is away.
 */
public interface SignOutStore {
    /**
     * Which orders a node takes.
     *
     * @param node that takes them, by a name that no other has and it itself had never before
     * @param hosts that it can reach
     * @param abandoned orders for any other host are taken too when they are from before this instant: nobody else wants them
     * @param now what is held until then, or shorter, is free
     * @param until how long it holds them
     * @param most at once
     */
    record Claim(String node, Set<String> hosts, Instant abandoned, Instant now, Instant until, int most) {}

    /** Takes free orders, the oldest first; each goes to one node. */
    List<SignOutOrder> claim(Claim claim);

    /** Holds what a node holds until later. */
    void hold(String node, Instant until);

    /** Lets go of all that a node holds, for whoever is next. */
    void release(String node);

    /** Notes that an order was done once; false, and nothing recorded, when the node does not hold it or it was noted. */
    boolean tell(String id, String node, AuditEvent event);

    /** Removes an order; false, and nothing recorded, when the node does not hold it. */
    boolean end(String id, String node, Optional<AuditEvent> event);
}
