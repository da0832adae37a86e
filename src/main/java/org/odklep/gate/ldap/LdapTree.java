package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.user.Profile;
import org.odklep.user.User;

/**
 * Which DN stands for what.
 *
 * @param base what everything is below
 * @param defaultDomain added to names that come without a domain
 */
public record LdapTree(DN base, Optional<MailDomain> defaultDomain) {
    static final String PEOPLE = "people";
    static final String SERVICES = "services";
    static final String GROUPS = "groups";

    /** Longer ones are nobody's: a name, escaped, and a base. */
    private static final int MAX_DN = 4_096;

    /**
     * The tree below a base.
     *
     * @throws IllegalArgumentException when that is no DN, with what to write instead
     */
    public static LdapTree of(String base, Optional<MailDomain> defaultDomain) {
        try {
            DN dn = new DN(base);
            if (!dn.isNullDN()) {
                return new LdapTree(dn, defaultDomain);
            }
        } catch (LDAPException e) {
            throw unreadable(base, e);
        }
        throw unreadable(base, null);
    }

    /** The base for a domain: {@code dc=example,dc=si}. */
    public static String base(MailDomain domain) {
        return "dc=" + String.join(",dc=", domain.value().split("\\."));
    }

    /** The first part of the base. */
    RDN top() {
        return Optional.ofNullable(base.getRDN()).orElseThrow();
    }

    DN people() {
        return unit(PEOPLE);
    }

    DN groups() {
        return unit(GROUPS);
    }

    DN services() {
        return unit(SERVICES);
    }

    DN user(User user) {
        return new DN(new RDN("uid", user.name().value()), people());
    }

    DN service(String name) {
        return new DN(new RDN("cn", name), services());
    }

    DN groupEntry(String name) {
        return new DN(new RDN("cn", name), groups());
    }

    /** The DN that a text is; empty for what is none. */
    static Optional<DN> parse(String text) {
        try {
            return text.length() > MAX_DN ? Optional.empty() : Optional.of(new DN(text));
        } catch (LDAPException e) {
            return Optional.empty();
        }
    }

    /** Whose DN it is, by any name of a user. */
    Optional<AccountName> account(DN dn) {
        return below(dn, people(), "uid").flatMap(this::account);
    }

    /** The service whose DN it is. */
    Optional<String> service(DN dn) {
        return below(dn, services(), "cn");
    }

    /** The group whose DN it is. */
    Optional<String> group(DN dn) {
        return below(dn, groups(), "cn").flatMap(LdapTree::group);
    }

    /** Whom a client means that binds: a DN, or a name as it is typed elsewhere. */
    Optional<AccountName> accountOfBind(String text) {
        Optional<DN> dn = parse(text);
        return dn.isPresent() ? dn.flatMap(this::account) : account(text);
    }

    /** The account that a text names. */
    Optional<AccountName> account(String text) {
        return text.length() > MAX_DN
                ? Optional.empty()
                : AccountName.parse(text).map(name -> name.orAt(defaultDomain));
    }

    /** The group that a text names. */
    static Optional<String> group(String text) {
        try {
            return Optional.of(Profile.group(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private DN unit(String name) {
        return new DN(new RDN("ou", name), base);
    }

    private static Optional<String> below(DN dn, DN parent, String attribute) {
        return Optional.ofNullable(dn.getRDN())
                .filter(rdn -> !rdn.isMultiValued())
                .filter(rdn -> rdn.getAttributeNames()[0].equalsIgnoreCase(attribute))
                .filter(rdn -> parent.equals(dn.getParent()))
                .map(rdn -> rdn.getAttributeValues()[0]);
    }

    private static IllegalArgumentException unreadable(String base, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "base: '" + base + "' is not a DN: write one such as dc=example,dc=si", cause);
    }
}
