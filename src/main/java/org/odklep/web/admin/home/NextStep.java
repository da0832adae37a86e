package org.odklep.web.admin.home;

/**
 * The one right thing to do, in the order of the reference's article: release the sender, reset the password, make sure that
 * the user may sign in, respond as to a compromised account; and a support case where nothing helps.
 */
enum NextStep {
    /** The steps of a release, of which a new password comes first. */
    RELEASE,
    /** Somebody restricted it by hand, and knows why. */
    SETTLE,
    RESET_PASSWORD,
    END_LOCKOUT,
    /** The owner does not notice the lockout. */
    LEAVE_LOCKOUT,
    ALLOW_SIGN_IN,
    SECURE,
    SUPPORT_CASE;

    /**
     * What to do about a diagnosis.
     *
     * @param mayReset whether the reader may give the user a new password, which ends a lockout too
     * @param mayUnlock whether the reader may release, and end a lockout, whoever the user is
     */
    static NextStep of(Diagnosis diagnosis, boolean mayReset, boolean mayUnlock) {
        if (diagnosis.restriction().isPresent()) {
            boolean resetFirst = diagnosis.hasOldPassword() && mayReset && !mayUnlock;
            return diagnosis.isByHand() ? SETTLE : resetFirst ? RESET_PASSWORD : RELEASE;
        }
        boolean suspect = diagnosis.suspicion().isPresent();
        if (diagnosis.isBlocked()) {
            return suspect ? SECURE : ALLOW_SIGN_IN;
        }
        if (diagnosis.hasNoPassword()) {
            return RESET_PASSWORD;
        }
        if (!diagnosis.lockouts().isEmpty()) {
            return locked(diagnosis, mayReset, mayUnlock);
        }
        if (diagnosis.mustChange()) {
            return RESET_PASSWORD;
        }
        return suspect ? SECURE : open(diagnosis);
    }

    private static NextStep locked(Diagnosis diagnosis, boolean mayReset, boolean mayUnlock) {
        if (diagnosis.unaffected().isPresent()) {
            return LEAVE_LOCKOUT;
        }
        return diagnosis.user().isEmpty() || mayUnlock && !mayReset ? END_LOCKOUT : RESET_PASSWORD;
    }

    private static NextStep open(Diagnosis diagnosis) {
        return diagnosis.user().isPresent() && diagnosis.triedWrongPassword() ? RESET_PASSWORD : SUPPORT_CASE;
    }
}
