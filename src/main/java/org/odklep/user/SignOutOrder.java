package org.odklep.user;

/**
 * A {@link SignOut} that one mail server is still to do.
 *
 * @param id of the order
 * @param host the mail server
 * @param told whether it was done once, which the audit log tells; it is done twice
 */
public record SignOutOrder(String id, String host, SignOut signOut, boolean told) {
    /** The same order after it was done once. */
    public SignOutOrder asTold() {
        return new SignOutOrder(id, host, signOut, true);
    }
}
