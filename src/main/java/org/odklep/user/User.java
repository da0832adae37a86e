package org.odklep.user;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;

/**
 * Somebody whose account lives in the built-in directory, as of one version. Never changed: what comes of a change is
 * another one.
 *
 * @param id never changes and is never used again; at least 22 characters that are safe in URLs
 * @param block why sign-in is blocked; empty when it is allowed ({@code accountEnabled})
 * @param version raised by every change but a sign-in
 */
public record User(
        String id,
        Profile profile,
        Set<Role> roles,
        Optional<SignInBlock> block,
        PasswordState password,
        Times times,
        long version) {
    private static final int ID_BYTES = 16;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22,64}");

    public User {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a user");
        }
        roles = Set.copyOf(roles);
    }

    /** A user without roles or block, in the first version. */
    public static User of(String id, Profile profile, PasswordState password, Instant createdAt) {
        return new User(id, profile, Set.of(), Optional.empty(), password, Times.begin(createdAt), 1);
    }

    /**
     * An id that nobody has.
     *
     * @param random of cryptographic quality, such as {@link SecureRandom}
     */
    public static String newId(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the user signs in with: {@code userPrincipalName}. */
    public AccountName name() {
        return profile.name();
    }

    public String displayName() {
        return profile.displayName();
    }

    /** The name and all aliases. */
    public Set<AccountName> names() {
        return profile.names();
    }

    /** The domains of all names: what this user administers as a domain administrator. */
    public Set<MailDomain> domains() {
        Set<MailDomain> domains = new LinkedHashSet<>();
        names().forEach(name -> name.domain().ifPresent(domains::add));
        return domains;
    }

    public boolean isEnabled() {
        return block.isEmpty();
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Whether this user may make others what he is: one has to be left. */
    public boolean isGlobalAdministrator() {
        return isEnabled() && has(Role.GLOBAL_ADMINISTRATOR) && password.hash().isPresent();
    }

    /** How the audit log names this user as the target of a change. */
    public String target() {
        return name().value();
    }

    /** Who this user is when he administers: with the role of most rights, for an actor has one; empty without any. */
    public Optional<Actor> actor(ClientAddress origin) {
        return roles.stream()
                .max(Comparator.comparingInt((Role role) -> role.rights().size())
                        .thenComparing(Role::compareTo))
                .map(role -> new Actor(name().value(), role, origin, domains()));
    }

    public User withProfile(Profile changed) {
        return new User(id, changed, roles, block, password, times, version);
    }

    public User withRoles(Set<Role> changed) {
        return new User(id, profile, changed, block, password, times, version);
    }

    public User withBlock(Optional<SignInBlock> changed) {
        return new User(id, profile, roles, changed, password, times, version);
    }

    public User withPassword(PasswordState changed) {
        return new User(id, profile, roles, block, changed, times, version);
    }

    public User withTimes(Times changed) {
        return new User(id, profile, roles, block, password, changed, version);
    }

    /** What was issued before is worth nothing. */
    public User withSessionsValidFrom(Instant instant) {
        return withTimes(times.withSessionsValidFrom(instant));
    }

    public User withVersion(long changed) {
        return new User(id, profile, roles, block, password, times, changed);
    }

    /** The roles, in the order of their declaration. */
    public Set<Role> sortedRoles() {
        return roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + name() + ", version " + version + "]";
    }
}
