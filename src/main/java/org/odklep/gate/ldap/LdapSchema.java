package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;

/** The subschema entry (RFC 4512, 4.2): what our own attributes are; those of inetOrgPerson are known everywhere. */
final class LdapSchema {
    static final String DN = "cn=subschema";

    private static final String TEXT = "1.3.6.1.4.1.1466.115.121.1.15";
    private static final String NAME = "1.3.6.1.4.1.1466.115.121.1.12";
    private static final String STRING = "EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX " + TEXT;

    private LdapSchema() {}

    static Entry entry() {
        return new Entry(
                DN,
                new Attribute("objectClass", "top", "subentry", "subschema"),
                new Attribute("cn", "subschema"),
                new Attribute(
                        "attributeTypes",
                        "( 2.5.4.0 NAME 'objectClass' EQUALITY objectIdentifierMatch SYNTAX "
                                + "1.3.6.1.4.1.1466.115.121.1.38 )",
                        "( 0.9.2342.19200300.100.1.1 NAME ( 'uid' 'userid' ) " + STRING + " )",
                        "( 2.5.4.3 NAME ( 'cn' 'commonName' ) " + STRING + " )",
                        "( 2.5.4.4 NAME ( 'sn' 'surname' ) " + STRING + " )",
                        "( 2.5.4.42 NAME ( 'givenName' 'gn' ) " + STRING + " )",
                        "( 2.5.4.11 NAME ( 'ou' 'organizationalUnitName' ) " + STRING + " )",
                        "( 2.16.840.1.113730.3.1.241 NAME 'displayName' " + STRING + " SINGLE-VALUE )",
                        "( 2.16.840.1.113730.3.1.39 NAME 'preferredLanguage' " + STRING + " SINGLE-VALUE )",
                        "( 0.9.2342.19200300.100.1.3 NAME ( 'mail' 'rfc822Mailbox' ) " + STRING + " )",
                        "( odklepMailAlternateAddress-oid NAME 'mailAlternateAddress' " + STRING + " )",
                        "( odklepAccountStatus-oid NAME 'accountStatus' " + STRING + " SINGLE-VALUE )",
                        "( 2.5.4.31 NAME 'member' EQUALITY distinguishedNameMatch SYNTAX " + NAME + " )",
                        "( 1.2.840.113556.1.2.102 NAME 'memberOf' EQUALITY distinguishedNameMatch SYNTAX " + NAME
                                + " )"),
                new Attribute(
                        "objectClasses",
                        "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )",
                        "( 2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) )",
                        "( 2.5.6.7 NAME 'organizationalPerson' SUP person STRUCTURAL MAY ou )",
                        "( 2.16.840.1.113730.3.2.2 NAME 'inetOrgPerson' SUP organizationalPerson STRUCTURAL "
                                + "MAY ( displayName $ givenName $ mail $ preferredLanguage $ uid ) )",
                        "( 2.5.6.9 NAME 'groupOfNames' SUP top STRUCTURAL MUST ( member $ cn ) )",
                        "( odklepUser-oid NAME 'odklepUser' SUP top AUXILIARY "
                                + "MAY ( mailAlternateAddress $ accountStatus $ memberOf ) )"));
    }
}
