package org.odklep.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.account.Right.BLOCK_SIGN_IN;
import static org.odklep.account.Right.EDIT_USERS;
import static org.odklep.account.Right.RESET_PASSWORD;
import static org.odklep.account.Role.AUDITOR;
import static org.odklep.account.Role.DOMAIN_ADMINISTRATOR;
import static org.odklep.account.Role.GLOBAL_ADMINISTRATOR;
import static org.odklep.account.Role.HELPDESK_ADMINISTRATOR;
import static org.odklep.account.Role.SECURITY_ADMINISTRATOR;
import static org.odklep.account.Role.USER_ADMINISTRATOR;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;

/** The matrix of the reference, reduced to our roles: rows are written down here, not computed. */
class AuthorityTest {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    @Test
    void passwordsAreResetAsTheReferenceSays() {
        assertReaches(Directory.HELPDESK, RESET_PASSWORD, EnumSet.of(AUDITOR, HELPDESK_ADMINISTRATOR));
        assertReaches(
                Directory.USERS,
                RESET_PASSWORD,
                EnumSet.of(AUDITOR, HELPDESK_ADMINISTRATOR, USER_ADMINISTRATOR, DOMAIN_ADMINISTRATOR));
        assertReaches(Directory.DOMAIN, RESET_PASSWORD, EnumSet.of(DOMAIN_ADMINISTRATOR));
        assertReaches(Directory.GLOBAL, RESET_PASSWORD, ALL);
        assertReachesNobody(Directory.SECURITY, RESET_PASSWORD);
        assertReachesNobody(Directory.AUDITOR, RESET_PASSWORD);
    }

    @Test
    void aHelpdeskAdministratorNeitherBlocksNorEdits() {
        assertReachesNobody(Directory.HELPDESK, BLOCK_SIGN_IN);
        assertReachesNobody(Directory.HELPDESK, EDIT_USERS);
        assertReaches(
                Directory.USERS,
                BLOCK_SIGN_IN,
                EnumSet.of(AUDITOR, HELPDESK_ADMINISTRATOR, USER_ADMINISTRATOR, DOMAIN_ADMINISTRATOR));
    }

    @Test
    void theErrorNamesTheSmallestRoleThatIsEnough() {
        assertThat(missing(Directory.AUDITOR, RESET_PASSWORD)).contains(HELPDESK_ADMINISTRATOR);
        assertThat(missing(Directory.AUDITOR, RESET_PASSWORD, AUDITOR)).contains(HELPDESK_ADMINISTRATOR);
        assertThat(missing(Directory.HELPDESK, BLOCK_SIGN_IN)).contains(USER_ADMINISTRATOR);
        assertThat(missing(Directory.HELPDESK, RESET_PASSWORD, USER_ADMINISTRATOR))
                .contains(USER_ADMINISTRATOR);
        assertThat(missing(Directory.USERS, RESET_PASSWORD, SECURITY_ADMINISTRATOR))
                .contains(GLOBAL_ADMINISTRATOR);
        assertThat(missing(Directory.HELPDESK, RESET_PASSWORD, AUDITOR, GLOBAL_ADMINISTRATOR))
                .contains(GLOBAL_ADMINISTRATOR);
        assertThat(missing(Directory.USERS, Right.ASSIGN_ROLES)).contains(GLOBAL_ADMINISTRATOR);
    }

    @Test
    void aDomainAdministratorActsOnlyOnThoseAllOfWhoseNamesAreInTheDomain() {
        User inside = user("ana@example.si");
        User alias = inside.withProfile(inside.profile().withAliases(Set.of(AccountName.of("ana@other.si"))));
        User below = user("ana@sub.example.si");

        assertThat(Authority.missing(Directory.DOMAIN, BLOCK_SIGN_IN, inside)).isEmpty();
        assertThat(Authority.missing(Directory.DOMAIN, BLOCK_SIGN_IN, alias)).contains(USER_ADMINISTRATOR);
        assertThat(Authority.missing(Directory.DOMAIN, BLOCK_SIGN_IN, below)).contains(USER_ADMINISTRATOR);
        assertThat(Authority.missing(new Actor("x", DOMAIN_ADMINISTRATOR, Directory.ORIGIN), BLOCK_SIGN_IN, inside))
                .contains(USER_ADMINISTRATOR);
    }

    /** Whoever resets a password may become that user: then he may do no more than before. */
    @Test
    void nobodyBecomesSomebodyWithARightThatHeHasNot() {
        for (Actor actor : Set.of(Directory.HELPDESK, Directory.USERS, Directory.DOMAIN)) {
            for (Role role : ALL) {
                if (missing(actor, RESET_PASSWORD, role).isEmpty() && role != AUDITOR) {
                    assertThat(actor.role().rights()).containsAll(role.rights());
                }
            }
        }
    }

    private static void assertReaches(Actor actor, Right right, Set<Role> reached) {
        assertThat(missing(actor, right)).isEmpty();
        for (Role role : ALL) {
            assertThat(missing(actor, right, role).isEmpty())
                    .as("%s on %s", actor.role(), role)
                    .isEqualTo(reached.contains(role));
        }
    }

    private static void assertReachesNobody(Actor actor, Right right) {
        assertThat(missing(actor, right)).isPresent();
        ALL.forEach(role -> assertThat(missing(actor, right, role)).isPresent());
    }

    private static Optional<Role> missing(Actor actor, Right right, Role... roles) {
        return Authority.missing(actor, right, user("ana@example.si").withRoles(Set.of(roles)));
    }

    private static User user(String name) {
        return User.of(
                "0123456789012345678901",
                Profile.of(AccountName.of(name), "Ana"),
                PasswordState.none(Directory.NOON),
                Directory.NOON);
    }
}
