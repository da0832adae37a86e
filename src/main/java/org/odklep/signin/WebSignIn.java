package org.odklep.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.Administrators;
import org.odklep.account.SignInResult;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.signin.WebSession.Device;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;

/**
 * Signing in on the sign-in page, and choosing another password there. A name that an administrator has is that
 * administrator's; every other one is looked for in the directory. Both kinds get the same answers, after the same hash and {@linkplain AnswerTimes time}.
 */
public final class WebSignIn {
    private final Administrators administrators;
    private final PasswordSignIn users;
    private final WebSessions sessions;
    private final AnswerTimes times;
    private final Supplier<Optional<MailDomain>> defaultDomain;

    /** @param defaultDomain of users who leave their domain out */
    public WebSignIn(
            Administrators administrators,
            PasswordSignIn users,
            WebSessions sessions,
            AnswerTimes times,
            Supplier<Optional<MailDomain>> defaultDomain) {
        this.administrators = administrators;
        this.users = users;
        this.sessions = sessions;
        this.times = times;
        this.defaultDomain = defaultDomain;
    }

    /** @param name as somebody typed it: of an administrator, or name or alias of a user */
    public record Try(String name, Secret password, Device device) {}

    /** Tries a password and opens a session. */
    public WebAnswer signIn(Try request, Instant now) {
        return times.even(() -> answer(request, now), answer -> answer instanceof WebAnswer.Opened);
    }

    private WebAnswer answer(Try request, Instant now) {
        Optional<AccountName> name = AccountName.parse(request.name());
        boolean ofUser = name.isPresent()
                && Administrator.parseName(request.name())
                        .flatMap(administrators::find)
                        .isEmpty();
        return ofUser ? user(name.get().orAt(defaultDomain.get()), request, now) : administrator(name, request, now);
    }

    /** Gives a user who just proved the present password, which has to be changed, another one. */
    public PasswordChange choose(SignedIn.MustChange who, Secret chosen, Device device, Instant now) {
        if (!who.proven()) {
            throw new IllegalArgumentException("the present password was not proven");
        }
        return users.choose(who.user(), chosen, device.client(), now);
    }

    /** Gives a user who shows the present password another one; a wrong one counts like a sign-in. */
    public PasswordChange change(User user, Secret present, Secret chosen, Device device, Instant now) {
        return users.change(again(user, present, device), chosen, now);
    }

    /** Whether a text is the password of somebody who is signed in; a wrong one counts like a sign-in. */
    public boolean isPassword(SignedIn who, Secret password, Device device, Instant now) {
        return switch (who) {
            case SignedIn.AsUser(WebSession session, User user, Actor actor) ->
                users.tryPassword(again(user, password, device), now) instanceof PasswordAnswer.Granted(User right)
                        && right.id().equals(user.id());
            case SignedIn.AsAdministrator(WebSession session, Actor actor) ->
                administrators.signIn(actor.name(), password, device.client(), now) instanceof SignInResult.Granted;
            case SignedIn.MustChange mustChange -> false;
            case SignedIn.NeedsFactor needsFactor -> false;
        };
    }

    private static PasswordTry again(User user, Secret password, Device device) {
        return new PasswordTry(user.name(), password, device.client(), ClientKind.WEB, true);
    }

    /** Notes in the sign-in log that somebody showed the second factor at sign-in, or a wrong one. */
    public void factorShown(SignedIn.NeedsFactor who, boolean right, Device device, Instant now) {
        WebSession session = who.session();
        if (session.owner().kind() != SessionOwner.Kind.USER || session.proof().mustChange()) {
            return;
        }
        users.find(AccountName.of(who.actor().name())).ifPresent(user -> {
            if (right) {
                users.factorShown(user, device.client(), now);
            } else {
                users.factorFailed(user, device.client(), now);
            }
        });
    }

    /** Whoever has no role is let in nowhere, and is asked for nothing more. */
    private boolean awaitsFactor(User user) {
        return !user.roles().isEmpty() && sessions.awaitsFactor(user);
    }

    private WebAnswer user(AccountName name, Try request, Instant now) {
        Device device = request.device();
        PasswordTry attempt = new PasswordTry(name, request.password(), device.client(), ClientKind.WEB);
        return switch (users.tryPassword(attempt, this::awaitsFactor, now)) {
            case PasswordAnswer.Granted(User user) ->
                user.roles().isEmpty()
                        ? new WebAnswer.NoRole()
                        : new WebAnswer.Opened(sessions.open(user, device, now));
            case PasswordAnswer.MustChange(User user) -> new WebAnswer.Opened(sessions.open(user, device, now));
            case PasswordAnswer.Denied(SignInCode code) -> new WebAnswer.Denied();
            case PasswordAnswer.Busy() -> new WebAnswer.Busy();
        };
    }

    private WebAnswer administrator(Optional<AccountName> name, Try request, Instant now) {
        Device device = request.device();
        Optional<Consumer<SignInCode>> log = name.map(known -> users.slow(known, device.client(), ClientKind.WEB, now));
        SignInResult result = administrators.signIn(request.name(), request.password(), device.client(), now);
        log.ifPresent(note -> note.accept(code(result)));
        return switch (result) {
            case SignInResult.Granted(Administrator administrator) ->
                new WebAnswer.Opened(sessions.open(administrator, device, now));
            case SignInResult.Denied denied -> new WebAnswer.Denied();
            case SignInResult.TooMany tooMany -> new WebAnswer.Denied();
            case SignInResult.Busy busy -> new WebAnswer.Busy();
        };
    }

    /** How an administrator's attempt ended, as the sign-in log says it of everybody. */
    private static SignInCode code(SignInResult result) {
        return switch (result) {
            case SignInResult.Granted granted -> SignInCode.SUCCESS;
            case SignInResult.Denied denied -> SignInCode.WRONG_PASSWORD;
            case SignInResult.TooMany tooMany -> SignInCode.LOCKED_OUT;
            case SignInResult.Busy busy -> SignInCode.NOT_CHECKED;
        };
    }
}
