package org.odklep.gate.postfix;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes to requests and actions to bytes (Postfix, SMTPD_POLICY_README).
 *
 * <pre>
 * request   = 1*(attribute) LF            ; the first empty line ends it
 * attribute = name "=" value LF           ; name without "=", value with any "="
 * reply     = "action=" text LF LF
 * </pre>
 *
 * <p>Attributes come in any order; unknown ones are skipped; of one that comes twice the last counts. A request has at most
 * {@link #MAX_REQUEST} bytes, a line at most {@link #MAX_LINE}, far above Postfix's own line length limit of 2,048.
 * Values are UTF-8; one that is not is read as ISO 8859-1, because a client that could make us drop a question would
 * pass unasked. Everything else that does not fit the grammar is malformed.
 */
public final class PolicyCodec {
    public static final int MAX_REQUEST = 64 * 1024;
    public static final int MAX_LINE = 8 * 1024;

    private static final byte[] REQUEST = ascii("request");
    private static final byte[] TYPE = ascii("smtpd_access_policy");
    private static final byte[] STATE = ascii("protocol_state");
    private static final byte[] INSTANCE = ascii("instance");
    private static final byte[] ACCOUNT = ascii("sasl_username");
    private static final byte[] SENDER = ascii("sender");
    private static final byte[] RECIPIENT = ascii("recipient");
    private static final byte[] RECIPIENT_COUNT = ascii("recipient_count");
    private static final byte[] SIZE = ascii("size");
    private static final byte[] QUEUE_ID = ascii("queue_id");
    private static final byte[] CLIENT = ascii("client_address");

    /** Nearly every answer. */
    private static final byte[] NO_OBJECTION = bytes(Replies.NO_OBJECTION);

    private PolicyCodec() {}

    /** Outcome of {@link #decode}. */
    public sealed interface Decoded {
        /** @param end where the next request begins */
        record Request(PolicyRequest request, int end) implements Decoded {}

        /** The bytes so far are the beginning of a request. */
        record Incomplete() implements Decoded {}

        /** No request can begin like this. */
        record Malformed(String problem) implements Decoded {}
    }

    /**
     * Decodes the request that begins at the start of the buffer.
     *
     * @param length how many bytes of the buffer are filled
     */
    public static Decoded decode(byte[] buffer, int length) {
        Fields fields = new Fields(buffer);
        int line = 0;
        while (true) {
            int equals = endOfName(buffer, line, length);
            int end = equals < length && buffer[equals] == '=' ? endOfLine(buffer, equals, length) : equals;
            if (end == length) {
                return length - line > MAX_LINE || length >= MAX_REQUEST
                        ? new Decoded.Malformed("a line or a request is too long")
                        : new Decoded.Incomplete();
            }
            if (end == line && buffer[end] == '\n') {
                return fields.isPolicyRequest
                        ? new Decoded.Request(fields.request(), end + 1)
                        : new Decoded.Malformed("not a request=smtpd_access_policy");
            }
            String problem = problem(buffer, line, equals, end);
            problem = problem.isEmpty() ? fields.take(line, equals, end) : problem;
            if (!problem.isEmpty()) {
                return new Decoded.Malformed(problem);
            }
            line = end + 1;
        }
    }

    /** The bytes of a reply; characters that end a line become blanks. */
    public static ByteBuffer encode(String action) {
        return ByteBuffer.wrap(action.equals(Replies.NO_OBJECTION) ? NO_OBJECTION : bytes(action));
    }

    private static byte[] bytes(String action) {
        return ("action=" + action.replace('\n', ' ').replace('\r', ' ') + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Where "=", the end of the line or a NUL stands, or {@code to}. */
    private static int endOfName(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && buffer[i] != '=' && buffer[i] != '\n' && buffer[i] != 0) {
            i++;
        }
        return i;
    }

    private static int endOfLine(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    /** What is wrong with the form of a line, or nothing. */
    private static String problem(byte[] buffer, int line, int equals, int end) {
        if (buffer[equals] == 0) {
            return "a NUL in a name";
        }
        if (equals == end) {
            return "a line without \"=\"";
        }
        return equals == line || end - line > MAX_LINE ? "a line without name or too long" : "";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The fields of one request while its lines are read, and the line that is being read. */
    private static final class Fields {
        boolean isPolicyRequest;
        private final byte[] buffer;
        private int from;
        private int equals;
        private int to;
        private String state = "";
        private String instance = "";
        private String account = "";
        private String sender = "";
        private String recipient = "";
        private String queueId = "";
        private String client = "";
        private int recipientCount;
        private long size;

        Fields(byte[] buffer) {
            this.buffer = buffer;
        }

        PolicyRequest request() {
            return new PolicyRequest(
                    state, instance, account, sender, recipient, recipientCount, size, queueId, client);
        }

        /** Takes one line; returns what is wrong with its value, or nothing. */
        String take(int line, int equalsSign, int end) {
            from = line;
            equals = equalsSign;
            to = end;
            switch (equals - from) {
                case 4 -> {
                    if (isNamed(SIZE)) {
                        size = number();
                        return size < 0 ? "size is not a number" : "";
                    }
                }
                case 6 -> sender = isNamed(SENDER) ? value() : sender;
                case 7 -> isPolicyRequest = isNamed(REQUEST) ? holds(TYPE) : isPolicyRequest;
                case 8 -> {
                    instance = isNamed(INSTANCE) ? value() : instance;
                    queueId = isNamed(QUEUE_ID) ? value() : queueId;
                }
                case 9 -> recipient = isNamed(RECIPIENT) ? value() : recipient;
                case 13 -> account = isNamed(ACCOUNT) ? value() : account;
                case 14 -> {
                    state = isNamed(STATE) ? value() : state;
                    client = isNamed(CLIENT) ? value() : client;
                }
                case 15 -> {
                    if (isNamed(RECIPIENT_COUNT)) {
                        recipientCount = (int) Math.min(Integer.MAX_VALUE, number());
                        return recipientCount < 0 ? "recipient_count is not a number" : "";
                    }
                }
                default -> {
                    // An attribute that we have no use for.
                }
            }
            return "";
        }

        private boolean isNamed(byte[] name) {
            return Arrays.equals(buffer, from, equals, name, 0, name.length);
        }

        private boolean holds(byte[] text) {
            return Arrays.equals(buffer, equals + 1, to, text, 0, text.length);
        }

        /** The value as a whole number, 0 for an empty one, -1 for none. */
        private long number() {
            if (to - equals - 1 > 18) {
                return -1;
            }
            long number = 0;
            for (int i = equals + 1; i < to; i++) {
                if (buffer[i] < '0' || buffer[i] > '9') {
                    return -1;
                }
                number = number * 10 + (buffer[i] - '0');
            }
            return number;
        }

        private String value() {
            for (int i = equals + 1; i < to; i++) {
                if (buffer[i] < 0) {
                    return utf8OrLatin1();
                }
            }
            return latin1();
        }

        private String utf8OrLatin1() {
            try {
                ByteBuffer value = ByteBuffer.wrap(buffer, equals + 1, to - equals - 1);
                return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
            } catch (CharacterCodingException e) {
                return latin1();
            }
        }

        private String latin1() {
            return new String(buffer, equals + 1, to - equals - 1, StandardCharsets.ISO_8859_1);
        }
    }
}
