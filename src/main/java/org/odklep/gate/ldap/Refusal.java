package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.ResultCode;

/** An operation that ends with a result other than success. The message is for the client's eyes. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ResultCode code;

    Refusal(ResultCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ResultCode code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
