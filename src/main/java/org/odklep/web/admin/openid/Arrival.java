package org.odklep.web.admin.openid;

import org.odklep.signin.ProviderSignIn;

/** What somebody comes back with. */
sealed interface Arrival {
    /** The provider's word, checked. */
    record Vouched(ProviderSignIn.Word word) implements Arrival {}

    /** @param why for whoever runs the server */
    record Failed(Trouble trouble, String why) implements Arrival {}
}
