package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;

/** What the server says of itself (RFC 4512, 5.1). */
final class RootDse {
    private RootDse() {}

    static Entry entry(LdapTree tree) {
        return new Entry(
                "",
                new Attribute("objectClass", "top"),
                new Attribute("vendorName", "Odklep"),
                new Attribute("namingContexts", tree.base().toString()),
                new Attribute("subschemaSubentry", LdapSchema.DN),
                new Attribute("supportedLDAPVersion", "3"),
                new Attribute("supportedControl", SimplePagedResultsControl.PAGED_RESULTS_OID),
                new Attribute(
                        "supportedExtension",
                        StartTLSExtendedRequest.STARTTLS_REQUEST_OID,
                        PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID,
                        WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID));
    }
}
