package org.odklep.app;

import java.util.Optional;
import java.util.function.Supplier;
import org.odklep.gate.ldap.LdapTree;
import org.odklep.kernel.MailDomain;
import org.odklep.organisation.Organisation;
import org.odklep.organisation.OrganisationDecision;

/** The tree of LDAP, which follows the organisation where the settings name no base. */
final class LiveTree implements Supplier<LdapTree> {
    private static final String BASE_WITHOUT_DOMAIN = "o=odklep";

    private final String base;
    private final OrganisationDecision organisation;
    private volatile Known known;

    /**
     * @param base of the settings; empty for one after the domain
     * @throws IllegalArgumentException when it is no DN
     */
    LiveTree(String base, OrganisationDecision organisation) {
        this.base = base;
        this.organisation = organisation;
        this.known = known(organisation.current());
    }

    @Override
    public LdapTree get() {
        Organisation now = organisation.current();
        Known last = known;
        if (last.of != now) {
            last = known(now);
            known = last;
        }
        return last.tree;
    }

    private Known known(Organisation now) {
        Optional<MailDomain> domain =
                now.defaultDomain().or(() -> now.domains().stream().findFirst());
        String dn = base.isEmpty() ? domain.map(LdapTree::base).orElse(BASE_WITHOUT_DOMAIN) : base;
        return new Known(now, LdapTree.of(dn, now.defaultDomain()));
    }

    private record Known(Organisation of, LdapTree tree) {}
}
