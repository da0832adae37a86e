package org.odklep.gate.dovecot.doveadm;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.user.SignOut;
import org.odklep.user.SignOutOrder;

/**
 * A {@link SignOutOrder} in the words of doveadm.
 *
 * @param forget what the auth cache forgets: all names, also without their domains, for the cache may be keyed so
 * @param kick whose sessions end
 */
record Order(SignOutOrder stored, Set<String> forget, Set<String> kick) {
    /** @param defaultDomain users of this domain may be known without it */
    static Order of(SignOutOrder stored, Optional<MailDomain> defaultDomain) {
        SignOut signOut = stored.signOut();
        Set<String> forget = new LinkedHashSet<>();
        Set<String> kick = new LinkedHashSet<>();
        for (AccountName name : signOut.names()) {
            String local = local(name);
            forget.add(name.value());
            forget.add(local);
            kick.add(name.value());
            if (name.domain().isPresent() && name.domain().equals(defaultDomain) && !isAddress(local)) {
                kick.add(local);
            }
        }
        return new Order(stored, forget, signOut.kick() ? kick : Set.of());
    }

    SignOut signOut() {
        return stored.signOut();
    }

    /** The names of users have a local part, and neither of the wildcards that {@code kick} knows. */
    private static String local(AccountName name) {
        return name.value().substring(0, name.value().lastIndexOf('@'));
    }

    /** {@code kick} would end all sessions from there. */
    private static boolean isAddress(String local) {
        return ClientAddress.parse(local).isPresent();
    }
}
