package org.odklep.gate.ldap;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.user.NewPassword;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;

/** The users of a server under test. */
public record Directory(TestServer server) {
    private static final Actor GLOBAL = new Actor("vera", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    /** Adds a user who need not change the password. */
    public User add(String name, String displayName, String password, String... aliases) {
        Set<AccountName> more = Set.of(aliases).stream().map(AccountName::of).collect(Collectors.toSet());
        Profile profile =
                Profile.of(AccountName.of(name), displayName).withAliases(more).withGroups(Set.of("staff"));
        UserCreation outcome = server.bean(UserPasswords.class)
                .create(
                        new Users.Edit(profile, Set.of()),
                        chosen(password, false),
                        GLOBAL,
                        server.clock().instant());
        if (outcome instanceof UserCreation.Created(User user, Optional<Secret> made)) {
            return user;
        }
        throw new IllegalStateException(outcome.toString());
    }

    /** Gives a user another password, and ends all sessions. */
    public void reset(User user, String password, boolean mustChange) {
        server.bean(UserPasswords.class)
                .reset(
                        user.id(),
                        chosen(password, mustChange),
                        GLOBAL,
                        server.clock().instant());
        server.clock().advance(Duration.ofSeconds(1));
    }

    /** Puts a user into groups, and out of all others. */
    public void groups(User user, String... groups) {
        Profile profile = user.profile().withGroups(Set.of(groups));
        server.bean(Users.class)
                .update(
                        user,
                        new Users.Edit(profile, Set.of()),
                        GLOBAL,
                        server.clock().instant());
    }

    public void block(User user) {
        server.bean(Users.class)
                .blockSignIn(
                        user.id(), Reason.of("Phished."), GLOBAL, server.clock().instant());
    }

    private static NewPassword chosen(String password, boolean mustChange) {
        return new NewPassword(Optional.of(Secret.of(password)), mustChange, true);
    }
}
