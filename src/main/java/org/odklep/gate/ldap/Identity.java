package org.odklep.gate.ldap;

import java.time.Instant;

/** Who a connection speaks for. */
sealed interface Identity {
    /** Nobody bound. */
    record Anonymous() implements Identity {}

    /** A program that reads. */
    record Service(String name) implements Identity {}

    /**
     * A user.
     *
     * @param since when the password was right: what ends sessions from before ends this one
     */
    record Owner(String id, Instant since) implements Identity {}
}
