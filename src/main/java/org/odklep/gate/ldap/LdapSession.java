package org.odklep.gate.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ExtendedRequest;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/** What one connection may do: it begins as nobody's, and a bind says whose it is. Not for several threads at once. */
final class LdapSession {
    private static final String BIND_FIRST = "bind as a user or a service first";
    private static final int LDAP_3 = 3;

    private final LdapDoor door;
    private final UserStore users;
    private final ClientAddress client;
    private Identity identity = new Identity.Anonymous();

    LdapSession(LdapDoor door, UserStore users, ClientAddress client) {
        this.door = door;
        this.users = users;
        this.client = client;
    }

    /** Notes that a request came, whatever comes of it. */
    void count() {
        door.count();
    }

    /**
     * Bind (RFC 4511, 4.2; RFC 4513, 5.1).
     *
     * @param confidential false when others could read along, and no password may be sent
     */
    BindResponseProtocolOp bind(BindRequestProtocolOp request, boolean confidential, Instant now) throws Refusal {
        identity = new Identity.Anonymous();
        if (request.getVersion() != LDAP_3) {
            throw new Refusal(ResultCode.PROTOCOL_ERROR, "only LDAP version 3 is spoken here");
        }
        ASN1OctetString password = request.getSimplePassword();
        if (password == null) {
            throw new Refusal(ResultCode.AUTH_METHOD_NOT_SUPPORTED, "only simple bind is known here");
        }
        String name = request.getBindDN();
        if (password.getValue().length > 0) {
            requireConfidential(confidential);
            identity = door.bind(name, Secret.of(password.stringValue()), client, now);
        } else if (!name.isEmpty()) {
            throw new Refusal(ResultCode.UNWILLING_TO_PERFORM, "a name without a password proves nothing");
        }
        return new BindResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, null);
    }

    /** Search (RFC 4511, 4.5). */
    LdapSearch.Found search(SearchRequestProtocolOp request, List<Control> controls) throws Refusal {
        Optional<LdapSearch.Found> known = known(request);
        return known.isPresent() ? known.get() : search().find(request, paging(controls), view());
    }

    /** Compare (RFC 4511, 4.10): compareTrue or compareFalse. */
    ResultCode compare(CompareRequestProtocolOp request) throws Refusal {
        View view = view();
        Optional<DN> dn = LdapTree.parse(request.getDN());
        Optional<Entry> compared = dn.isPresent() ? search().entry(dn.get(), view) : Optional.empty();
        Attribute found = compared.map(entry -> Optional.ofNullable(entry.getAttribute(request.getAttributeName())))
                .orElseThrow(() -> new Refusal(ResultCode.NO_SUCH_OBJECT, ""))
                .orElseThrow(() -> new Refusal(ResultCode.NO_SUCH_ATTRIBUTE, ""));
        return found.hasValue(request.getAssertionValue().getValue())
                ? ResultCode.COMPARE_TRUE
                : ResultCode.COMPARE_FALSE;
    }

    /** Who am I? and Password Modify; StartTLS is the connection's. */
    ExtendedResponseProtocolOp extended(ExtendedRequestProtocolOp request, boolean confidential, Instant now)
            throws Refusal {
        return switch (request.getOID()) {
            case WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID -> success(new ASN1OctetString(whoAmI()));
            case PasswordModifyExtendedRequest.PASSWORD_MODIFY_REQUEST_OID -> {
                requireConfidential(confidential);
                changePassword(request, now);
                yield success(null);
            }
            default -> throw new Refusal(ResultCode.PROTOCOL_ERROR, "this extended operation is not known here");
        };
    }

    boolean isAnonymous() {
        return identity instanceof Identity.Anonymous;
    }

    /** The entries that everybody may read, without which clients cannot know how to go on. */
    private static Optional<Entry> open(String base, LdapTree tree) {
        if (base.isEmpty()) {
            return Optional.of(RootDse.entry(tree));
        }
        return base.equalsIgnoreCase(LdapSchema.DN) ? Optional.of(LdapSchema.entry()) : Optional.empty();
    }

    private Optional<LdapSearch.Found> known(SearchRequestProtocolOp request) {
        return open(request.getBaseDN(), door.tree())
                .filter(entry -> request.getScope() == SearchScope.BASE)
                .map(entry -> new LdapSearch.Found(
                        LdapSearch.matches(request.getFilter(), entry) ? List.of(entry) : List.of(),
                        Optional.empty(),
                        ResultCode.SUCCESS));
    }

    private LdapSearch search() {
        return new LdapSearch(door.tree(), users);
    }

    private View view() throws Refusal {
        return switch (identity) {
            case Identity.Service(String name) -> View.EVERYTHING;
            case Identity.Owner owner -> new View(Optional.of(current(owner)));
            case Identity.Anonymous() -> throw new Refusal(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, BIND_FIRST);
        };
    }

    private String whoAmI() throws Refusal {
        return switch (identity) {
            case Identity.Service(String name) -> "dn:" + door.tree().service(name);
            case Identity.Owner owner -> "dn:" + door.dn(current(owner));
            case Identity.Anonymous() -> "";
        };
    }

    private void changePassword(ExtendedRequestProtocolOp request, Instant now) throws Refusal {
        PasswordModifyExtendedRequest wish = passwordModify(request);
        String present = wish.getOldPassword();
        String chosen = wish.getNewPassword();
        if (present == null || chosen == null || present.isEmpty() || chosen.isEmpty()) {
            throw new Refusal(ResultCode.UNWILLING_TO_PERFORM, "send the present password and a new one");
        }
        AccountName account = owner(Optional.ofNullable(wish.getUserIdentity()));
        Identity changed = door.change(account, Secret.of(present), Secret.of(chosen), client, now);
        identity = identity instanceof Identity.Anonymous ? identity : changed;
    }

    /** Whose password: the one of whoever bound, or of whoever is named and shows it. */
    private AccountName owner(Optional<String> named) throws Refusal {
        Optional<AccountName> wanted = named.filter(text -> !text.isEmpty()).flatMap(door::account);
        return switch (identity) {
            case Identity.Owner owner -> {
                User user = current(owner);
                if (named.isPresent() && wanted.filter(user.names()::contains).isEmpty()) {
                    throw new Refusal(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "nobody changes another's password here");
                }
                yield user.name();
            }
            case Identity.Anonymous() ->
                wanted.orElseThrow(() -> new Refusal(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, BIND_FIRST));
            case Identity.Service(String name) ->
                throw new Refusal(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "a service changes no password");
        };
    }

    private User current(Identity.Owner owner) throws Refusal {
        Optional<User> user = door.current(owner);
        if (user.isEmpty()) {
            identity = new Identity.Anonymous();
            throw new Refusal(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, BIND_FIRST);
        }
        return user.get();
    }

    private static PasswordModifyExtendedRequest passwordModify(ExtendedRequestProtocolOp request) throws Refusal {
        try {
            return new PasswordModifyExtendedRequest(new ExtendedRequest(request.getOID(), request.getValue()));
        } catch (LDAPException e) {
            throw new Refusal(ResultCode.PROTOCOL_ERROR, "this is no Password Modify request");
        }
    }

    private static Optional<SimplePagedResultsControl> paging(List<Control> controls) {
        return controls.stream()
                .filter(SimplePagedResultsControl.class::isInstance)
                .map(SimplePagedResultsControl.class::cast)
                .findFirst();
    }

    private static void requireConfidential(boolean confidential) throws Refusal {
        if (!confidential) {
            throw new Refusal(ResultCode.CONFIDENTIALITY_REQUIRED, "use StartTLS or ldaps before you send a password");
        }
    }

    private static ExtendedResponseProtocolOp success(@Nullable ASN1OctetString value) {
        return new ExtendedResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, null, value);
    }
}
