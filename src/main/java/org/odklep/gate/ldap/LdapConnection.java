package org.odklep.gate.ldap;

import com.unboundid.asn1.ASN1Buffer;
import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.odklep.kernel.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one connection: a message in, its answers out, one after the other. A malformed message, one of more than
 * {@value #MAX_MESSAGE} bytes, slowness and silence end it.
 */
final class LdapConnection implements Runnable {
    static final int MAX_MESSAGE = 32 * 1024;

    /** What is still read, and thrown away, so that a client who is sending sees why we hang up. */
    private static final int MOST_IGNORED = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LdapConnection.class);
    private static final String NOTICE_OF_DISCONNECTION = "1.3.6.1.4.1.1466.20036";
    private static final String READ_ONLY = "nothing is changed over LDAP but one's own password";

    private final Watch watch;
    private final LdapSession session;
    private final LdapServer.Terms terms;
    private Socket socket;
    private ASN1StreamReader in;
    private boolean begun;

    /** @param socket which may speak TLS already */
    LdapConnection(Socket socket, Watch watch, LdapSession session, LdapServer.Terms terms) throws IOException {
        this.socket = socket;
        this.watch = watch;
        this.session = session;
        this.terms = terms;
        this.in = reader(socket);
    }

    @Override
    public void run() {
        try {
            while (answerNext()) {
                // One message after the other.
            }
        } catch (LDAPException e) {
            hangUp("this is no LDAP message, or one of more than " + MAX_MESSAGE + " bytes");
        } catch (StackOverflowError e) {
            hangUp("a filter of too many levels");
        } catch (IOException e) {
            LOG.debug("ldap connection ended: {}", e.getMessage());
            if (begun) {
                terms.counters().malform();
            }
        } catch (RuntimeException e) {
            LOG.error("ldap connection ended by a fault", e);
        }
    }

    /** False when the client is done. */
    private boolean answerNext() throws LDAPException, IOException {
        begun = false;
        watch.within(
                session.isAnonymous()
                        ? terms.limits().unbound()
                        : terms.limits().idle());
        watch.waiting(session.isAnonymous());
        LDAPMessage request = LDAPMessage.readFrom(in, false);
        begun = false;
        if (request == null || request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_UNBIND_REQUEST) {
            return false;
        }
        if (request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_ABANDON_REQUEST) {
            return true;
        }
        watch.answering();
        watch.within(terms.limits().idle());
        if (isStartTls(request)) {
            startTls(request);
            return true;
        }
        answer(request);
        return true;
    }

    private ASN1StreamReader reader(Socket from) throws IOException {
        return new ASN1StreamReader(Watch.watched(from.getInputStream(), this::bytesCame), MAX_MESSAGE);
    }

    /** From its first byte on a message has to come without delay. */
    private void bytesCame() {
        if (!begun) {
            begun = true;
            watch.within(terms.limits().step());
        }
    }

    /** Says why (RFC 4511, 4.4.1) before the connection is closed. */
    private void hangUp(String why) {
        LOG.debug("ldap connection ended: {}", why);
        if (begun) {
            terms.counters().malform();
        }
        if (watch.socket().isClosed()) {
            return;
        }
        try {
            send(
                    0,
                    new ExtendedResponseProtocolOp(
                            ResultCode.PROTOCOL_ERROR_INT_VALUE, null, why, List.of(), NOTICE_OF_DISCONNECTION, null));
            socket.shutdownOutput();
            byte[] ignored = new byte[MAX_MESSAGE];
            for (int left = MOST_IGNORED; left > 0; ) {
                int read = socket.getInputStream().read(ignored);
                left = read < 0 ? 0 : left - read;
            }
        } catch (IOException e) {
            LOG.debug("an ldap client did not wait for the reason: {}", e.getMessage());
        }
    }

    private void answer(LDAPMessage request) throws IOException {
        session.count();
        try {
            requireKnown(request);
            dispatch(request, terms.clock().instant());
            count(request, ResultCode.SUCCESS);
        } catch (Refusal e) {
            fail(request, e.code(), e.words());
        } catch (StoreUnavailable e) {
            fail(request, ResultCode.UNAVAILABLE, "the directory is away: try again later");
        } catch (RuntimeException e) {
            LOG.error("an ldap request failed", e);
            fail(request, ResultCode.OTHER, "this is our fault; the log tells more");
        }
    }

    private void fail(LDAPMessage request, ResultCode code, String words) throws IOException {
        count(request, code);
        send(request, LdapFailure.of(request, code, words));
    }

    private void count(LDAPMessage request, ResultCode code) {
        if (request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_BIND_REQUEST) {
            terms.counters().bound(code);
        } else if (code != ResultCode.SUCCESS) {
            terms.counters().refuse();
        }
    }

    /** Pages are for searches; a control that a client cannot do without and that we do not know ends an operation (RFC 4511, 4.1.11). */
    private static void requireKnown(LDAPMessage request) throws Refusal {
        boolean search = request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST;
        for (Control control : request.getControls()) {
            if (control.isCritical() && !(search && control instanceof SimplePagedResultsControl)) {
                throw new Refusal(
                        ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
                        "control " + control.getOID() + " is not known here");
            }
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
        terms.counters().searched();
        var search = request.getSearchRequestProtocolOp();
        LdapSearch.Found found = session.search(search, request.getControls());
        for (Entry entry : found.entries()) {
            send(request, new SearchResultEntryProtocolOp(LdapSearch.asked(entry, search)));
        }
        boolean paged = request.getControls().stream().anyMatch(SimplePagedResultsControl.class::isInstance);
        send(
                request,
                new SearchResultDoneProtocolOp(found.code().intValue(), null, null, null),
                LdapHunt.controls(found, paged));
    }

    private static boolean isStartTls(LDAPMessage request) {
        return request.getProtocolOpType() == LDAPMessage.PROTOCOL_OP_TYPE_EXTENDED_REQUEST
                && request.getExtendedRequestProtocolOp().getOID().equals(StartTLSExtendedRequest.STARTTLS_REQUEST_OID);
    }

    /** What was sent behind the request before the handshake was in the clear, and belongs to nobody: it is dropped. */
    private void startTls(LDAPMessage request) throws IOException {
        Optional<Supplier<SSLContext>> tls = terms.tls().context();
        if (tls.isEmpty() || socket instanceof SSLSocket) {
            ResultCode code = tls.isEmpty() ? ResultCode.UNAVAILABLE : ResultCode.OPERATIONS_ERROR;
            fail(request, code, tls.isEmpty() ? "there is no certificate" : "TLS is in use already");
            return;
        }
        send(request, new ExtendedResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, null, null));
        socket = LdapServer.secured(socket, tls.get().get());
        in = reader(socket);
    }

    private boolean isConfidential() {
        return socket instanceof SSLSocket || socket.getInetAddress().isLoopbackAddress();
    }

    private void send(LDAPMessage request, ProtocolOp answer, Control... controls) throws IOException {
        send(request.getMessageID(), answer, controls);
    }

    /** The client has to take it in time. */
    private void send(int messageId, ProtocolOp answer, Control... controls) throws IOException {
        watch.within(terms.limits().step());
        watch.waiting(session.isAnonymous());
        ASN1Buffer buffer = new ASN1Buffer();
        new LDAPMessage(messageId, answer, controls).writeTo(buffer);
        buffer.writeTo(socket.getOutputStream());
        socket.getOutputStream().flush();
    }
}
