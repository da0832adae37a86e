package org.odklep.canary.web.api;

import org.odklep.canary.web.admin.Page;

/** A manager that uses its sibling. */
public final class AccountManager {
    public Page sideways() {
        return new Page();
    }
}
