package org.odklep.web.admin.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.odklep.account.SignInResult;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Goes back to the sign-in form, which says why by the name of a reason. */
final class AfterRefusal implements AuthenticationFailureHandler {
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        String reason = refusal instanceof SignInRefused ours ? reason(ours.result()) : "wrong";
        String next = NextPage.parse(request.getParameter(NextPage.PARAMETER))
                .map(page -> "&" + NextPage.query(page))
                .orElse("");
        response.sendRedirect("/sign-in?refused=" + reason + next);
    }

    private static String reason(SignInResult result) {
        return switch (result) {
            case SignInResult.Granted granted ->
                throw new IllegalStateException(granted.administrator() + " was not refused");
            case SignInResult.Denied() -> "wrong";
            case SignInResult.TooMany(Duration delay) -> "wait&seconds=" + Math.max(1, delay.toSeconds());
            case SignInResult.Busy() -> "busy";
        };
    }
}
