package org.odklep.canary.web.api;

import com.webauthn4j.data.client.Origin;
import org.odklep.canary.web.admin.Page;

/** A manager that uses its sibling, and the library of passkeys. */
public final class AccountManager {
    public Origin origin() {
        return new Origin("https://odklep.example.si");
    }

    public Page sideways() {
        return new Page();
    }
}
