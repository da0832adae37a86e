package org.odklep.signin;

/** How a sign-in ended, with the numbers that administrators know from Microsoft Entra's sign-in log (AADSTS). */
public enum SignInCode {
    SUCCESS(0, "Signed in."),
    /** The reference's number for a user of an identity provider who is not let in. */
    NOT_VOUCHED_FOR(50020, "The OpenID Connect provider does not vouch for the address."),
    UNKNOWN_ACCOUNT(50034, "There is no such account."),
    LOCKED_OUT(50053, "Locked out after wrong passwords; the password was not looked at."),
    MALICIOUS_NETWORK(50053, "Too many accounts were tried from this network; the password was not looked at."),
    PASSWORD_MUST_CHANGE(50055, "The password must be changed first."),
    SIGN_IN_BLOCKED(50057, "Sign-in is blocked by an administrator."),
    FACTOR_AWAITED(50074, "The password is right, and the second factor was asked for."),
    /** Whoever checks passwords could not, or another rule of his refused. */
    NOT_CHECKED(50064, "The password could not be checked."),
    WRONG_PASSWORD(50126, "Wrong user name or password."),
    FACTOR_FAILED(500121, "The password is right, and the second factor was not."),
    /** The reference's number for a policy that forbids the account or the place. */
    BLOCK_LISTED(53003, "The network or account is on the block list; the password was not looked at.");

    /** What a sign-in came to. */
    public enum Outcome {
        SUCCESS("success"),
        /** Neither: the same attempt goes on and has another entry. */
        AWAITED("awaited"),
        FAILURE("failure");

        private final String key;

        Outcome(String key) {
            this.key = key;
        }

        /** The end of the key of its message. */
        public String key() {
            return key;
        }
    }

    private final int number;
    private final String words;

    SignInCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public Outcome outcome() {
        return this == SUCCESS ? Outcome.SUCCESS : this == FACTOR_AWAITED ? Outcome.AWAITED : Outcome.FAILURE;
    }

    public int number() {
        return number;
    }

    /** For operators; clients are never told. */
    public String words() {
        return words;
    }
}
