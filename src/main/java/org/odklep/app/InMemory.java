package org.odklep.app;

import java.time.Instant;
import org.odklep.account.ApiTokens;
import org.odklep.lock.AllowList;
import org.odklep.lock.Locks;
import org.odklep.sending.OutboundPolicies;
import org.odklep.setting.Decisions;
import org.odklep.signin.SignInLists;
import org.springframework.stereotype.Component;

/** What is answered from memory, and has to follow the store. */
@Component
record InMemory(
        Locks locks,
        AllowList allowList,
        OutboundPolicies policies,
        ApiTokens tokens,
        SignInLists signInLists,
        Decisions decisions) {
    /** Learns what this node or another one changed. */
    void refresh(Instant now) {
        decisions.refresh();
        allowList.refresh();
        policies.refresh();
        tokens.refresh();
        signInLists.refresh();
        locks.refresh(now);
    }
}
