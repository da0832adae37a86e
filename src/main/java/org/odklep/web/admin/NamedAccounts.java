package org.odklep.web.admin;

import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.signin.SignInNames;
import org.odklep.user.User;
import org.odklep.user.UserQuery;
import org.odklep.user.Users;
import org.springframework.stereotype.Component;

/** Whom a reader means by a name: without a domain one at the default domain, by an alias the user who has it. */
@Component
public class NamedAccounts {
    private final Users users;
    private final SignInNames names;
    private final OrganisationDecision organisation;

    NamedAccounts(Users users, SignInNames names, OrganisationDecision organisation) {
        this.users = users;
        this.names = names;
        this.organisation = organisation;
    }

    /** The account that a text names, with its domain; empty when it can name none. */
    public Optional<AccountName> parse(String text) {
        return AccountName.parse(text).map(name -> name.orAt(organisation.defaultDomain()));
    }

    /** The name by which locks and lists know an account. */
    public AccountName own(AccountName name) {
        return names.canonical(name.orAt(organisation.defaultDomain()));
    }

    /** All names of the account, the own one first: only this one for who is not in the directory. */
    List<AccountName> names(String text, Actor actor) {
        return parse(text)
                .map(name ->
                        user(name, actor).map(user -> List.copyOf(user.names())).orElse(List.of(name)))
                .orElse(List.of());
    }

    /** Whether a name is nobody's, though there are users: perhaps it is spelt wrong. */
    public boolean isStranger(AccountName name, Actor actor) {
        return actor.may(Right.READ_USERS)
                && user(name, actor).isEmpty()
                && !users.list(UserQuery.everybody(1), actor).users().isEmpty();
    }

    private Optional<User> user(AccountName name, Actor actor) {
        return actor.may(Right.READ_USERS) ? users.find(name.value(), actor) : Optional.empty();
    }
}
