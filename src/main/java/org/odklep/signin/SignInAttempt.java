package org.odklep.signin;

import java.util.OptionalInt;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/**
 * A password that somebody tries.
 *
 * @param password a keyed fingerprint of it that differs between accounts; empty where the gate knows none
 */
public record SignInAttempt(AccountName account, ClientAddress client, ClientKind kind, OptionalInt password) {
    public Place place() {
        return Place.of(client, kind);
    }
}
