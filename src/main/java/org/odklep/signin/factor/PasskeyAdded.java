package org.odklep.signin.factor;

import java.util.List;
import org.odklep.kernel.Secret;

/** Outcome of adding a passkey. */
public sealed interface PasskeyAdded {
    /** @param codes new recovery codes, shown this once; none when those before are still good */
    record Added(List<Secret> codes) implements PasskeyAdded {}

    /** There are {@link Passkeys#MOST} already. */
    record TooMany() implements PasskeyAdded {}

    /** The answer of the authenticator is wrong or late, or the passkey is there already. */
    record NotRight() implements PasskeyAdded {}
}
