package org.odklep.web.admin.openid;

import java.util.Arrays;
import java.util.Optional;
import org.odklep.signin.SignInCode;

/** Why nobody came in through the provider, as the sign-in page tells it. */
public enum Trouble {
    AWAY("openid.away"),
    CANCELLED("openid.cancelled"),
    STALE("openid.stale"),
    UNPROVEN("openid.unproven"),
    NAMELESS("openid.nameless"),
    UNVERIFIED("openid.unverified"),
    UNKNOWN("openid.unknown"),
    BLOCKED("openid.blocked"),
    PASSWORD("openid.password"),
    ROLE("openid.role");

    private final String message;

    Trouble(String message) {
        this.message = message;
    }

    /** The trouble that the address of the sign-in page names. */
    public static Optional<Trouble> named(String key) {
        return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
    }

    static Trouble of(SignInCode code) {
        return switch (code) {
            case UNKNOWN_ACCOUNT -> UNKNOWN;
            case NOT_VOUCHED_FOR -> UNVERIFIED;
            case PASSWORD_MUST_CHANGE -> PASSWORD;
            case SUCCESS,
                    FACTOR_AWAITED,
                    FACTOR_FAILED,
                    LOCKED_OUT,
                    MALICIOUS_NETWORK,
                    SIGN_IN_BLOCKED,
                    NOT_CHECKED,
                    WRONG_PASSWORD,
                    BLOCK_LISTED -> BLOCKED;
        };
    }

    /** The message, which takes the provider's name. */
    public String message() {
        return message;
    }

    /** In the address of the sign-in page. */
    String key() {
        return message;
    }
}
