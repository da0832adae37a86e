package org.odklep.gate.ldap;

import com.unboundid.asn1.ASN1Buffer;
import com.unboundid.asn1.ASN1StreamReader;
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
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one connection: a message in, its answers out, one after the other. A malformed message, one of more than
 * {@value #MAX_MESSAGE} bytes and silence end it.
 */
final class LdapConnection implements Runnable {
    static final int MAX_MESSAGE = 32 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LdapConnection.class);
    private static final String READ_ONLY = "nothing is changed over LDAP but one's own password";

    private final LdapSession session;
    private final LdapServer.Limits limits;
    private final Optional<SSLContext> tls;
    private final InstantSource clock;
    private Socket socket;
    private ASN1StreamReader in;

    /**
     * @param tls for StartTLS; empty where there is no certificate
     */
    LdapConnection(
            Socket socket, LdapSession session, LdapServer.Limits limits, Optional<SSLContext> tls, InstantSource clock)
            throws IOException {
        this.socket = socket;
        this.session = session;
        this.limits = limits;
        this.tls = tls;
        this.clock = clock;
        this.in = new ASN1StreamReader(socket.getInputStream(), MAX_MESSAGE);
    }

    @Override
    public void run() {
        try {
            while (answerNext()) {
                // One message after the other.
            }
        } catch (LDAPException | IOException e) {
            LOG.debug("ldap connection ended: {}", e.getMessage());
        } catch (StackOverflowError e) {
            LOG.warn("ldap connection ended: a filter of too many levels");
        } catch (RuntimeException e) {
            LOG.error("ldap connection ended by a fault", e);
        }
    }

    /** False when the client is done. */
    private boolean answerNext() throws LDAPException, IOException {
        socket.setSoTimeout((int) (session.isAnonymous() ? limits.unbound() : limits.idle()).toMillis());
        LDAPMessage request = LDAPMessage.readFrom(in, false);
        if (request == null || request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_UNBIND_REQUEST) {
            return false;
        }
        if (request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_ABANDON_REQUEST) {
            return true;
        }
        if (isStartTls(request)) {
            startTls(request);
            return true;
        }
        answer(request);
        return true;
    }

    private void answer(LDAPMessage request) throws IOException {
        session.count();
        try {
            dispatch(request, clock.instant());
        } catch (Refusal e) {
            send(request, failure(request, e.code(), e.words()));
        } catch (StoreUnavailable e) {
            send(request, failure(request, ResultCode.UNAVAILABLE, "the directory is away: try again later"));
        } catch (RuntimeException e) {
            LOG.error("an ldap request failed", e);
            send(request, failure(request, ResultCode.OTHER, "this is our fault; the log tells more"));
        }
    }

    private void dispatch(LDAPMessage request, Instant now) throws Refusal, IOException {
        switch (request.getProtocolOpType()) {
            case LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST ->
                send(request, session.bind(request.getBindRequestProtocolOp(), isConfidential(), now));
            case LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST -> search(request);
            case LDAPMessage.PROTOCOL_OP_TYPE_COMPARE_REQUEST ->
                send(
                        request,
                        new CompareResponseProtocolOp(
                                session.compare(request.getCompareRequestProtocolOp())
                                        .intValue(),
                                null,
                                null,
                                null));
            case LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_REQUEST ->
                send(request, session.extended(request.getExtendedRequestProtocolOp(), isConfidential(), now));
            default -> throw new Refusal(ResultCode.UNWILLING_TO_PERFORM, READ_ONLY);
        }
    }

    private void search(LDAPMessage request) throws Refusal, IOException {
        var search = request.getSearchRequestProtocolOp();
        LdapSearch.Found found = session.search(search, request.getControls());
        for (Entry entry : found.entries()) {
            send(request, new SearchResultEntryProtocolOp(LdapSearch.asked(entry, search)));
        }
        boolean paged = request.getControls().stream().anyMatch(SimplePagedResultsControl.class::isInstance);
        send(
                request,
                new SearchResultDoneProtocolOp(found.code().intValue(), null, null, null),
                LdapSearch.controls(found, paged));
    }

    private static boolean isStartTls(LDAPMessage request) {
        return request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_REQUEST
                && request.getExtendedRequestProtocolOp().getOID().equals(StartTLSExtendedRequest.STARTTLS_REQUEST_OID);
    }

    /** What was sent behind the request before the handshake was in the clear, and belongs to nobody: it is dropped. */
    private void startTls(LDAPMessage request) throws IOException {
        if (tls.isEmpty() || socket instanceof SSLSocket) {
            ResultCode code = tls.isEmpty() ? ResultCode.UNAVAILABLE : ResultCode.OPERATIONS_ERROR;
            send(request, failure(request, code, tls.isEmpty() ? "there is no certificate" : "TLS is in use already"));
            return;
        }
        send(request, new ExtendedResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, null, null));
        socket = LdapServer.secured(socket, tls.get());
        in = new ASN1StreamReader(socket.getInputStream(), MAX_MESSAGE);
    }

    private boolean isConfidential() {
        return socket instanceof SSLSocket || socket.getInetAddress().isLoopbackAddress();
    }

    private void send(LDAPMessage request, ProtocolOp answer, Control... controls) throws IOException {
        ASN1Buffer buffer = new ASN1Buffer();
        new LDAPMessage(request.getMessageID(), answer, controls).writeTo(buffer);
        buffer.writeTo(socket.getOutputStream());
        socket.getOutputStream().flush();
    }

    private static ProtocolOp failure(LDAPMessage request, ResultCode code, String words) {
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
