package org.odklep.signin;

import java.time.Instant;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;

/** Lets an account or a client begin anew: what counted against it is forgotten, and its entry on the block list is gone. */
public final class SignInReset {
    private final SignIns signIns;
    private final SignInLists lists;

    public SignInReset(SignIns signIns, SignInLists lists) {
        this.signIns = signIns;
        this.lists = lists;
    }

    /**
     * Ends the lockouts of an account, forgets the password spray of a client's network, and removes the entry
     * for the one, the other or both together from the block list.
     *
     * @return false when the actor may not
     */
    public boolean reset(
            Optional<AccountName> account, Optional<ClientAddress> client, Reason reason, Actor actor, Instant now) {
        if (!actor.may(Right.RELEASE) || !actor.may(Right.EDIT_ALLOW_LIST)) {
            return false;
        }
        account.ifPresent(name -> signIns.unlock(name, reason, actor, now));
        client.ifPresent(address -> lists.forgive(address, reason, actor, now));
        Optional<ClientNetwork> network = client.flatMap(ClientNetwork::of);
        lists.remove(new SignInListEntry.Key(SignInListEntry.Kind.BLOCK, network, account), actor, now);
        return true;
    }
}
