package org.odklep.web.api.user;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.Languages;
import org.odklep.user.NewPassword;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserPasswords.NewUser;
import org.odklep.user.UserRevisions;
import org.odklep.user.UserRevisions.Revision;
import org.odklep.user.Users;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.Form;

/** What the body of a request says about a user. Everything that is wrong with it is told at once. */
final class UserForm {
    static final Reason THROUGH_API = Reason.of("Asked for through the API, without a reason.");

    private static final String NAME = "userPrincipalName";
    private static final String DISPLAY_NAME = "displayName";
    private static final String NICKNAME = "mailNickname";
    private static final String ENABLED = "accountEnabled";
    private static final String REASON = "reason";
    private static final String PASSWORD = "passwordProfile";
    private static final String ROLES = "roles";
    /** What a profile is made of. */
    private static final List<String> PROFILE =
            List.of(NAME, DISPLAY_NAME, "mail", "aliases", "groups", ROLES, "preferredLanguage", "otherMails");

    private static final List<String> KEYS = keys();

    private final UserFinder finder;
    private final Form form;

    UserForm(Body body, UserFinder finder) {
        this.finder = finder;
        this.form = new Form(body, KEYS.toArray(String[]::new));
    }

    /** A user to add. */
    NewUser added() {
        Optional<AccountName> name = form.needed(NAME, finder::name);
        Optional<String> shown = form.needed(DISPLAY_NAME, text -> text);
        Optional<Boolean> enabled = form.flag(ENABLED);
        Optional<Reason> reason = form.optional(REASON, Reason::of);
        Optional<String> nickname = form.optional(NICKNAME, text -> text);
        NewPassword password = password().orElse(NewPassword.AUTOMATIC);
        Optional<Profile> profile = name.flatMap(named -> step(NAME, () -> Profile.of(named, "x")))
                .map(plain -> filled(plain, shown))
                .map(plain -> nickname.map(alias -> withNickname(plain, alias)).orElse(plain));
        Set<Role> roles = roles(Set.of());
        form.check();
        return new NewUser(
                new Users.Edit(profile.orElseThrow(), roles),
                password,
                enabled.orElse(true) ? Optional.empty() : Optional.of(reason.orElse(THROUGH_API)));
    }

    /** What is to change about a user. */
    Revision change(User user) {
        if (form.has(NICKNAME)) {
            form.refuse(NICKNAME, "is for new users only; change the aliases");
        }
        if (form.has(REASON) && !form.has(ENABLED)) {
            form.refuse(REASON, "stands beside accountEnabled only");
        }
        boolean profile = PROFILE.stream().anyMatch(form::has);
        if (!profile && !form.has(ENABLED) && !form.has(PASSWORD)) {
            form.refuse(NAME, "nothing is to be changed; name what is");
        }
        Optional<Users.Edit> edit = profile ? edit(user) : Optional.empty();
        Optional<UserRevisions.SignIn> signIn = form.has(ENABLED) ? signIn() : Optional.empty();
        Optional<NewPassword> password = form.has(PASSWORD) ? password() : Optional.empty();
        if (form.has(PASSWORD) && password.isEmpty()) {
            form.refuse(PASSWORD, "must hold password or forceChangePasswordNextSignIn");
        }
        form.check();
        return password.filter(wanted -> wanted.chosen().isEmpty())
                .map(duty -> new Revision(edit, signIn, Optional.empty(), Optional.of(duty.mustChange())))
                .orElseGet(() -> new Revision(edit, signIn, password, Optional.empty()));
    }

    private Optional<Users.Edit> edit(User user) {
        Profile profile = filled(user.profile(), form.optional(DISPLAY_NAME, text -> text));
        Optional<AccountName> name = form.optional(NAME, finder::name);
        Optional<Profile> named =
                name.isEmpty() ? Optional.of(profile) : step(NAME, () -> profile.withName(name.get()));
        Set<Role> roles = roles(user.roles());
        return named.map(all -> new Users.Edit(all, roles));
    }

    private Optional<UserRevisions.SignIn> signIn() {
        Optional<Boolean> enabled = form.flag(ENABLED);
        Optional<Reason> reason = form.optional(REASON, Reason::of);
        if (enabled.isEmpty()) {
            form.refuse(ENABLED, "must be true or false");
        }
        return enabled.map(wanted -> new UserRevisions.SignIn(wanted, reason.orElse(THROUGH_API)));
    }

    /** A password that is chosen, or a made one; empty when neither it nor a duty to change it is given. */
    private Optional<NewPassword> password() {
        Optional<Form> inner = form.inner(
                PASSWORD, "password", "forceChangePasswordNextSignIn", "forceChangePasswordNextSignInWithMfa");
        Optional<Secret> chosen = inner.flatMap(profile -> profile.optional("password", Secret::of));
        Optional<Boolean> mustChange = inner.flatMap(UserForm::mustChange);
        return chosen.isEmpty() && mustChange.isEmpty()
                ? Optional.empty()
                : Optional.of(new NewPassword(chosen, mustChange.orElse(true), true));
    }

    /** There is no second factor yet, so that one means the other. */
    private static Optional<Boolean> mustChange(Form inner) {
        Optional<Boolean> withMfa = inner.flag("forceChangePasswordNextSignInWithMfa");
        return inner.flag("forceChangePasswordNextSignIn").or(() -> withMfa);
    }

    /** A profile with all that the body says but the name. */
    private Profile filled(Profile before, Optional<String> shown) {
        Profile profile = shown.map(text -> with(DISPLAY_NAME, before, all -> all.withDisplayName(text)))
                .orElse(before);
        if (form.has("mail")) {
            Optional<MailAddress> mail = form.optional("mail", UserForm::address);
            profile = profile.withMail(mail);
        }
        if (form.has("aliases")) {
            Set<AccountName> aliases = new LinkedHashSet<>(form.many("aliases", finder::name));
            profile = with("aliases", profile, all -> all.withAliases(aliases));
        }
        if (form.has("groups")) {
            Set<String> groups = new LinkedHashSet<>(form.many("groups", Profile::group));
            profile = with("groups", profile, all -> all.withGroups(groups));
        }
        if (form.has("preferredLanguage")) {
            Optional<String> language = form.optional("preferredLanguage", Languages::known);
            profile = with("preferredLanguage", profile, all -> all.withPreferredLanguage(language));
        }
        if (form.has("otherMails")) {
            Set<MailAddress> addresses = new LinkedHashSet<>(form.many("otherMails", UserForm::address));
            profile = with("otherMails", profile, all -> all.withRecoveryAddresses(addresses));
        }
        return profile;
    }

    /** In Graph the part of a mail address before the @: here one more name at the domain of the first. */
    private Profile withNickname(Profile profile, String nickname) {
        String domain = profile.name().value().substring(profile.name().value().lastIndexOf('@'));
        return with(NICKNAME, profile, plain -> {
            Set<AccountName> aliases = new LinkedHashSet<>(plain.aliases());
            aliases.add(AccountName.of(nickname + domain));
            return plain.withAliases(aliases);
        });
    }

    private Set<Role> roles(Set<Role> before) {
        return form.has(ROLES) ? new LinkedHashSet<>(form.many(ROLES, UserForm::role)) : before;
    }

    private Profile with(String key, Profile before, UnaryOperator<Profile> change) {
        return step(key, () -> change.apply(before)).orElse(before);
    }

    private Optional<Profile> step(String key, Supplier<Profile> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            form.refuse(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static Role role(String key) {
        return Role.byKey(key)
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + String.join(
                                ", ",
                                List.of(Role.values()).stream().map(Role::key).toList())));
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text)
                .filter(address -> address.domain().isPresent())
                .orElseThrow(() -> new IllegalArgumentException("must be a mail address such as name@example.org"));
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(PROFILE);
        keys.addAll(List.of(NICKNAME, ENABLED, REASON, PASSWORD));
        return List.copyOf(keys);
    }
}
