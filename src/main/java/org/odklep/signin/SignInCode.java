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
    /** Whoever checks passwords could not, or another rule of his refused. */
    NOT_CHECKED(50064, "The password could not be checked."),
    WRONG_PASSWORD(50126, "Wrong user name or password."),
    /** The reference's number for a policy that forbids the account or the place. */
    BLOCK_LISTED(53003, "The network or account is on the block list; the password was not looked at.");

    private final int number;
    private final String words;

    SignInCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    /** For operators; clients are never told. */
    public String words() {
        return words;
    }
}
