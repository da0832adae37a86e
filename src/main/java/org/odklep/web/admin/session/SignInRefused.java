package org.odklep.web.admin.session;

import org.odklep.account.SignInResult;
import org.springframework.security.core.AuthenticationException;

/** Carries the outcome of a sign-in that was not granted through Spring Security's filter. */
final class SignInRefused extends AuthenticationException {
    private static final long serialVersionUID = 1;

    private final transient SignInResult result;

    SignInRefused(SignInResult result) {
        super(result.getClass().getSimpleName());
        this.result = result;
    }

    SignInResult result() {
        return result;
    }
}
