import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Connections to the LDAP gate from any address of loopback, so that each client is somewhere else. */
class Ldap {
    static ResultCode bind(LDAPConnection connection, String name, String password) {
        try {
            return connection.bind(name, password).getResultCode();
        } catch (LDAPException e) {
            return e.getResultCode();
        }
    }

    /** The same bind again and again, at as little cost as possible: whoever measures shares the processors. */
    static class Owner implements AutoCloseable {
        /** Where the result code stands in an answer of less than 128 bytes to message 1 (RFC 4511, section 4.1.9). */
        private static final int RESULT_CODE = 9;

        private final Socket socket;
        private final byte[] request;
        private final byte[] answer = new byte[512];

        Owner(String from, int port, String name, String password) throws IOException {
            socket = new From(from).createSocket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setTcpNoDelay(true);
            request = new LDAPMessage(1, new BindRequestProtocolOp(name, password)).encode().encode();
        }

        boolean bind() throws IOException {
            socket.getOutputStream().write(request);
            int length = 0;
            do {
                int read = socket.getInputStream().read(answer, length, answer.length - length);
                if (read < 0) {
                    throw new EOFException("the server closed the connection");
                }
                length += read;
            } while (length < 2 || length < 2 + answer[1]);
            return answer[RESULT_CODE] == 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static LDAPConnection connect(String from, int port) throws LDAPException {
        return new LDAPConnection(new From(from), "127.0.0.1", port);
    }

    /** Sockets that connect from an address. */
    static class From extends SocketFactory {
        private final String address;

        From(String address) {
            this.address = address;
        }

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            Socket socket = createSocket();
            socket.connect(new InetSocketAddress(host, port));
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(InetAddress.getByName(host), port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }
    }
}
