package org.odklep.gate.ldap;

import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;

/** The answer that belongs to an operation and says that it was not done. */
final class LdapFailure {
    private LdapFailure() {}

    static ProtocolOp of(LDAPMessage request, ResultCode code, String words) {
        int number = code.intValue();
        return switch (request.getProtocolOpType()) {
            case LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST ->
                new BindResponseProtocolOp(number, null, words, null, null);
            case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST ->
                new SearchResultDoneProtocolOp(number, null, words, List.of());
            case LDAPMessage.PROTOCOL_OP_TYPE_COMPARE_REQUEST ->
                new CompareResponseProtocolOp(number, null, words, null);
            case LDAPMessage.PROTOCOL_OP_TYPE_ADD_REQUEST -> new AddResponseProtocolOp(number, null, words, null);
            case LDAPMessage.PROTOCOL_OP_TYPE_DELETE_REQUEST -> new DeleteResponseProtocolOp(number, null, words, null);
            case LDAPMessage.PROTOCOL_OP_TYPE_MODIFY_REQUEST -> new ModifyResponseProtocolOp(number, null, words, null);
            case LDAPMessage.PROTOCOL_OP_TYPE_MODIFY_DN_REQUEST ->
                new ModifyDNResponseProtocolOp(number, null, words, null);
            default -> new ExtendedResponseProtocolOp(number, null, words, null, null, null);
        };
    }
}
