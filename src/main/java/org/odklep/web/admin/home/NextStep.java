package org.odklep.web.admin.home;

/**
 * The one right thing to do, in the order of the reference's article: release the sender, reset the password, make sure that
 * the user may sign in, respond as to a compromised account; and a support case where nothing helps.
 */
enum NextStep {
    RELEASE,
    RESET_PASSWORD,
    END_LOCKOUT,
    ALLOW_SIGN_IN,
    SECURE,
    SUPPORT_CASE;

    /**
     * What to do about a diagnosis.
     *
     * @param mayReset whether the reader may give the user a new password, which ends a lockout too
     * @param mayUnlock whether the reader may end a lockout alone
     */
    static NextStep of(Diagnosis diagnosis, boolean mayReset, boolean mayUnlock) {
        if (diagnosis.restriction().isPresent()) {
            return RELEASE;
        }
        if (!diagnosis.lockouts().isEmpty()) {
            return diagnosis.user().isEmpty() || mayUnlock && !mayReset ? END_LOCKOUT : RESET_PASSWORD;
        }
        if (diagnosis.hasNoPassword() || diagnosis.mustChange()) {
            return RESET_PASSWORD;
        }
        if (diagnosis.isBlocked()) {
            return ALLOW_SIGN_IN;
        }
        if (diagnosis.suspicion().isPresent()) {
            return SECURE;
        }
        return diagnosis.user().isPresent() && diagnosis.triedWrongPassword() ? RESET_PASSWORD : SUPPORT_CASE;
    }
}
