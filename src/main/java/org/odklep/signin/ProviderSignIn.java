package org.odklep.signin;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/**
 * Signing in on the word of an OpenID Connect provider. No password is shown, so none is counted and no lockout holds; what
 * administrators decided about account and network does. Users of the directory come in this way, and nobody else: no account is made,
 * and an administrator who is no user is not looked for.
 */
public final class ProviderSignIn {
    private final SignInNames names;
    private final SignInBlocks blocks;
    private final SignIns signIns;
    private final UserStore users;
    private final WebSessions sessions;
    private final SpentTickets tickets;
    private final Supplier<Optional<MailDomain>> defaultDomain;

    /** @param defaultDomain of users whom the provider names without a domain */
    public ProviderSignIn(
            SignInNames names,
            SignInBlocks blocks,
            SignIns signIns,
            UserStore users,
            WebSessions sessions,
            SpentTickets tickets,
            Supplier<Optional<MailDomain>> defaultDomain) {
        this.names = names;
        this.blocks = blocks;
        this.signIns = signIns;
        this.users = users;
        this.sessions = sessions;
        this.tickets = tickets;
        this.defaultDomain = defaultDomain;
    }

    /**
     * What a provider says of somebody.
     *
     * @param name of the user
     * @param isVouchedFor false when the provider did not check that the name belongs to whoever signed in
     * @param shownAt when whoever it was last proved it to the provider; {@link Instant#EPOCH} when that is not known
     * @param factor true when that counts as a second factor
     */
    public record Word(String name, boolean isVouchedFor, Instant shownAt, boolean factor) {}

    /**
     * The way on which a word came, which may be gone once.
     *
     * @param until when the way is closed
     */
    public record Ticket(String id, Instant until) {}

    /** Opens a session for whom the provider named. */
    public ProviderAnswer signIn(Word word, Ticket ticket, WebSession.Device device, Instant now) {
        if (!tickets.spend(ticket.id(), ticket.until())) {
            return new ProviderAnswer.Spent();
        }
        Optional<AccountName> name = name(word.name());
        if (name.isEmpty()) {
            return new ProviderAnswer.Refused(SignInCode.UNKNOWN_ACCOUNT);
        }
        Optional<User> user = names.find(name.get());
        AccountName account = user.map(User::name).orElse(name.get());
        SignInAttempt attempt = new SignInAttempt(account, device.client(), ClientKind.OPENID, OptionalInt.empty());
        Optional<SignInCode> refusal = refusal(word, user, attempt, now);
        if (refusal.isPresent()) {
            signIns.note(attempt, refusal.get(), now);
            return new ProviderAnswer.Refused(refusal.get());
        }
        return open(user.orElseThrow(), word, attempt, device, now);
    }

    /** The log has the end of it with the second factor, where one is to be shown here. */
    private ProviderAnswer open(User user, Word word, SignInAttempt attempt, WebSession.Device device, Instant now) {
        if (!user.roles().isEmpty() && !word.factor() && sessions.awaitsFactor(user)) {
            signIns.note(attempt, SignInCode.FACTOR_AWAITED, now);
        } else {
            signIns.vouchedFor(attempt, now);
            users.signedIn(user.id(), now);
        }
        return user.roles().isEmpty()
                ? new ProviderAnswer.NoRole()
                : new ProviderAnswer.Opened(sessions.openProvided(user, word, device, now));
    }

    private Optional<SignInCode> refusal(Word word, Optional<User> user, SignInAttempt attempt, Instant now) {
        if (!word.isVouchedFor()) {
            return Optional.of(SignInCode.NOT_VOUCHED_FOR);
        }
        return blocks.on(attempt, now)
                .map(Admission.Refused::code)
                .or(() -> user.map(ProviderSignIn::refusal).orElse(Optional.of(SignInCode.UNKNOWN_ACCOUNT)));
    }

    private static Optional<SignInCode> refusal(User user) {
        if (!user.isEnabled()) {
            return Optional.of(SignInCode.SIGN_IN_BLOCKED);
        }
        return user.password().mustChange() ? Optional.of(SignInCode.PASSWORD_MUST_CHANGE) : Optional.empty();
    }

    /**
     * The account that a provider names. Whoever types a name proves it with a password, so any spelling is good there; here another
     * spelling, such as full width, may be somebody else's name at the provider: only upper case is put right.
     */
    private Optional<AccountName> name(String text) {
        return Optional.of(text)
                .filter(name -> Normalizer.isNormalized(name, Normalizer.Form.NFKC))
                .filter(name -> name.equals(name.strip()))
                .flatMap(AccountName::parse)
                .map(name -> name.orAt(defaultDomain.get()));
    }
}
