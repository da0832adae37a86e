package org.odklep.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.Administrators;
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
    public record Try(String name, Secret password, Device device) {
        private PasswordTry on(AccountName account) {
            return new PasswordTry(account, password, device.client(), ClientKind.WEB);
        }
    }

    /** Tries a password and opens a session. */
    public WebAnswer signIn(Try request, Instant now) {
        return times.even(() -> answer(request, now), answer -> answer instanceof WebAnswer.Opened);
    }

    private WebAnswer answer(Try request, Instant now) {
        Optional<Administrator> owner = Administrator.parseName(request.name()).flatMap(administrators::find);
        if (owner.isPresent()) {
            return administrator(owner.get(), request, now);
        }
        return AccountName.parse(request.name())
                .map(name -> user(name.orAt(defaultDomain.get()), request, now))
                .orElseGet(() -> answer(
                        users.tryNobody(request.password(), request.device().client()), request.device(), now));
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
        return users.change(again(user.name(), present, device), chosen, now);
    }

    /** Whether a text is the password of somebody who is signed in; a wrong one counts like a sign-in. */
    public boolean isPassword(SignedIn who, Secret password, Device device, Instant now) {
        return switch (who) {
            case SignedIn.AsUser(WebSession session, User user, Actor actor) ->
                users.tryPassword(again(user.name(), password, device), now)
                                instanceof PasswordAnswer.Granted(User right)
                        && right.id().equals(user.id());
            case SignedIn.AsAdministrator(WebSession session, Actor actor) ->
                administrators
                        .find(AccountName.of(actor.name()))
                        .filter(owner ->
                                users.tryPassword(again(owner.name(), password, device), owner, none -> false, now)
                                        == SignInCode.SUCCESS)
                        .isPresent();
            case SignedIn.MustChange mustChange -> false;
            case SignedIn.NeedsFactor needsFactor -> false;
        };
    }

    private static PasswordTry again(AccountName name, Secret password, Device device) {
        return new PasswordTry(name, password, device.client(), ClientKind.WEB, true);
    }

    /** Notes in the sign-in log that somebody showed the second factor at sign-in, or a wrong one. */
    public void factorShown(SignedIn.NeedsFactor who, boolean right, Device device, Instant now) {
        if (who.session().proof().mustChange()) {
            return;
        }
        AccountName name = AccountName.of(who.actor().name());
        if (right) {
            users.factorShown(name, device.client(), now);
        } else {
            users.factorFailed(name, device.client(), now);
        }
    }

    /** Whoever has no role is let in nowhere, and is asked for nothing more. */
    private boolean awaitsFactor(User user) {
        return !user.roles().isEmpty() && sessions.awaitsFactor(user);
    }

    private WebAnswer user(AccountName name, Try request, Instant now) {
        return answer(users.tryPassword(request.on(name), this::awaitsFactor, now), request.device(), now);
    }

    private WebAnswer answer(PasswordAnswer answer, Device device, Instant now) {
        return switch (answer) {
            case PasswordAnswer.Granted(User user) ->
                user.roles().isEmpty()
                        ? new WebAnswer.NoRole()
                        : new WebAnswer.Opened(sessions.open(user, device, now));
            case PasswordAnswer.MustChange(User user) -> new WebAnswer.Opened(sessions.open(user, device, now));
            case PasswordAnswer.Denied(SignInCode code) -> new WebAnswer.Denied();
            case PasswordAnswer.Busy() -> new WebAnswer.Busy();
        };
    }

    private WebAnswer administrator(Administrator owner, Try request, Instant now) {
        return switch (users.tryPassword(request.on(owner.name()), owner, sessions::awaitsFactor, now)) {
            case SUCCESS, FACTOR_AWAITED -> {
                administrators.signedIn(owner, request.device().client(), now);
                yield new WebAnswer.Opened(sessions.open(owner, request.device(), now));
            }
            case NOT_CHECKED -> new WebAnswer.Busy();
            default -> new WebAnswer.Denied();
        };
    }
}
