package org.odklep.web.admin.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Administrators;
import org.odklep.account.SignInResult;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Asks {@link Administrators} about the name and password of the sign-in form. */
final class PasswordSignIn implements AuthenticationProvider {
    private final Administrators administrators;
    private final InstantSource clock;

    PasswordSignIn(Administrators administrators, InstantSource clock) {
        this.administrators = administrators;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication form) {
        Instant now = clock.instant();
        Secret password = Secret.of(String.valueOf(form.getCredentials()));
        SignInResult result = administrators.signIn(form.getName(), password, origin(form.getDetails()), now);
        if (result instanceof SignInResult.Granted(var administrator)) {
            return UsernamePasswordAuthenticationToken.authenticated(
                    new SignedIn(administrator.name(), now, administrator.passwordHash()), null, List.of());
        }
        throw new SignInRefused(result);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private static ClientAddress origin(@Nullable Object details) {
        return details instanceof WebAuthenticationDetails web
                ? Origin.of(web.getRemoteAddress())
                : ClientAddress.LOCAL;
    }
}
