package org.odklep.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;

/**
 * Whose sign-ins are refused or spared for a while.
 *
 * @param until when the entry ends by itself
 */
public record SignInListEntry(Key key, Reason reason, Instant until) {
    public SignInListEntry {
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Which list an entry is on. The one that allows outranks the one that blocks, as in weakforced. */
    public enum Kind {
        /** Their sign-ins are refused, and no password is looked at. */
        BLOCK("signInBlock"),
        /** Their sign-ins never count as password spray. Lockouts hold for them too. */
        ALLOW("signInAllow"),
        /** Not a list: tells all nodes that the password spray of an address's network is forgotten. */
        FORGIVEN("sprayForgiven");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        /** The name in the store, and the first half of its actions in the audit log. */
        public String noun() {
            return noun;
        }
    }

    /** What tells entries of one kind apart: a network, an account, or an account in a network. */
    public record Key(Kind kind, Optional<ClientNetwork> network, Optional<AccountName> account) {
        public Key {
            if (network.isEmpty() && account.isEmpty()) {
                throw new IllegalArgumentException("an entry is about a network, an account, or both");
            }
        }

        /** For people: {@code 192.0.2.0/24}, {@code ana@example.si}, or both with a colon between them. */
        public String text() {
            String from = network.map(ClientNetwork::toString).orElse("");
            String who = account.map(AccountName::value).orElse("");
            return from.isEmpty() || who.isEmpty() ? from + who : from + ":" + who;
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
