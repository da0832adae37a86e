package org.odklep.gate.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.signin.ClientKind;
import org.odklep.signin.PasswordAnswer;
import org.odklep.signin.PasswordSignIn;
import org.odklep.signin.PasswordTry;
import org.odklep.signin.SignInCode;
import org.odklep.user.PasswordChange;
import org.odklep.user.PasswordProblem;
import org.odklep.user.User;
import org.odklep.user.UserChange;
import org.odklep.user.UserStore;

/** Who comes in, and by which password: users as {@link PasswordSignIn} finds, programs by their secrets. */
public final class LdapDoor {
    private static final String WRONG = "";

    private final Supplier<LdapTree> tree;
    private final UserStore users;
    private final PasswordSignIn passwords;
    private final ServiceAccounts services;
    private final Set<ClientAddress> dovecotHosts;
    private final LongAdder requests = new LongAdder();

    /**
     * @param tree asked at every use, for it may change
     * @param dovecotHosts which ask the auth policy gate before they bind
     */
    public LdapDoor(
            Supplier<LdapTree> tree,
            UserStore users,
            PasswordSignIn passwords,
            ServiceAccounts services,
            Set<ClientAddress> dovecotHosts) {
        this.tree = tree;
        this.users = users;
        this.passwords = passwords;
        this.services = services;
        this.dovecotHosts = dovecotHosts;
    }

    /** Requests that came in since the start. */
    public long requests() {
        return requests.sum();
    }

    /** Whether a client asks the auth policy gate before it binds, for all who sign in there. */
    boolean isDovecot(ClientAddress client) {
        return dovecotHosts.contains(client);
    }

    void count() {
        requests.increment();
    }

    /** Who binds with a name and a password. Whatever is wrong, the client is told the same. */
    Identity bind(String name, Secret password, ClientAddress client, Instant now) throws Refusal {
        Optional<String> service = LdapTree.parse(name).flatMap(tree()::service);
        if (service.isPresent()) {
            if (services.isRight(service.get(), password)) {
                return new Identity.Service(service.get());
            }
            throw wrong();
        }
        PasswordTry request = request(tree().accountOfBind(name), password, client);
        return switch (isDovecot(client) ? passwords.tryExpected(request, now) : passwords.tryPassword(request, now)) {
            case PasswordAnswer.Granted(User user) -> new Identity.Owner(user.id(), now);
            case PasswordAnswer.MustChange(User user) -> throw wrong();
            case PasswordAnswer.Denied(SignInCode code) -> throw wrong();
            case PasswordAnswer.Busy() -> throw busy();
        };
    }

    /** The owner's present password becomes another one. */
    Identity change(AccountName account, Secret present, Secret chosen, ClientAddress client, Instant now)
            throws Refusal {
        return switch (passwords.change(request(Optional.of(account), present, client), chosen, now)) {
            case PasswordChange.Done(User user, Optional<Secret> made) -> new Identity.Owner(user.id(), now);
            case PasswordChange.WrongPassword() -> throw wrong();
            case PasswordChange.PasswordRefused(var problems) ->
                throw new Refusal(
                        ResultCode.CONSTRAINT_VIOLATION,
                        problems.stream().map(PasswordProblem::words).collect(Collectors.joining(" ")));
            case PasswordChange.Busy() -> throw busy();
            case PasswordChange.NotDone(UserChange why) ->
                throw new Refusal(ResultCode.BUSY, "the account was changed meanwhile: try again");
        };
    }

    /** The user that a connection speaks for; empty when a block, a reset or a revocation ended that. */
    Optional<User> current(Identity.Owner owner) {
        return users.byId(owner.id())
                .filter(User::isEnabled)
                .filter(user -> !user.times().sessionsValidFrom().isAfter(owner.since()));
    }

    /** Whom the identity in a Password Modify request means (RFC 3062, 2): a DN, or a name. */
    Optional<AccountName> account(String identity) {
        String bare = identity.regionMatches(true, 0, "dn:", 0, 3) || identity.regionMatches(true, 0, "u:", 0, 2)
                ? identity.substring(identity.indexOf(':') + 1)
                : identity;
        return tree().accountOfBind(bare);
    }

    DN dn(User user) {
        return tree().user(user);
    }

    LdapTree tree() {
        return tree.get();
    }

    private static PasswordTry request(Optional<AccountName> account, Secret password, ClientAddress client)
            throws Refusal {
        return new PasswordTry(account.orElseThrow(LdapDoor::wrong), password, client, ClientKind.LDAP);
    }

    private static Refusal wrong() {
        return new Refusal(ResultCode.INVALID_CREDENTIALS, WRONG);
    }

    private static Refusal busy() {
        return new Refusal(ResultCode.BUSY, "too many others sign in at this moment: try again");
    }
}
