package org.odklep.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.odklep.store.Samples.ANA;
import static org.odklep.store.Samples.BOR;
import static org.odklep.store.Samples.NOON;
import static org.odklep.store.Samples.event;
import static org.odklep.store.Samples.user;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.store.memory.MemoryAdministratorStore;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryUserStore;
import org.odklep.user.User;

final class BuiltInGroupsTest {
    private final MemoryAuditLog audit = new MemoryAuditLog();
    private final MemoryUserStore users = new MemoryUserStore(audit, new MemoryAdministratorStore(audit));
    private final BuiltInGroups groups = new BuiltInGroups(users);

    @Test
    void onlyGroupsThatAreWatchedAreKnownOfAnAccount() {
        add("ana@example.si", "newsletter", "staff");

        assertThat(groups.groupsOf(ANA)).isEmpty();
        groups.watch(Set.of("newsletter", "sales"));

        assertThat(groups.groupsOf(ANA)).containsExactly("newsletter");
        assertThat(groups.groupsOf(BOR)).isEmpty();
        groups.watch(Set.of());
        assertThat(groups.groupsOf(ANA)).isEmpty();
    }

    @Test
    void aChangeIsSeenWhenTheMembersWereReadNotTooLately() {
        groups.watch(Set.of("newsletter"));
        add("ana@example.si", "newsletter");
        groups.refresh(NOON);
        assertThat(groups.groupsOf(ANA)).containsExactly("newsletter");

        add("bor@example.si", "newsletter");
        groups.refresh(NOON);
        assertThat(groups.groupsOf(BOR)).isEmpty();
        groups.refresh(NOON.plus(Duration.ofMillis(1)));
        assertThat(groups.groupsOf(BOR)).containsExactly("newsletter");
    }

    @Test
    void severalDirectoriesAreOne() {
        add("ana@example.si", "newsletter");
        add("bor@example.si", "newsletter");
        JoinedDirectories all = new JoinedDirectories(List.of(
                new ConfiguredGroups(Map.of("Staff", List.of(ANA.value(), "cene@example.si")), Optional::empty),
                groups));
        all.watch(Set.of("newsletter"));

        assertThat(all.groupsOf(ANA)).containsExactlyInAnyOrder("newsletter", "staff");
        assertThat(all.groupsOf(BOR)).containsExactly("newsletter");
        assertThat(all.knowsGroup("staff")).isTrue();
        assertThat(all.knowsGroup("newsletter")).isTrue();
        assertThat(all.knowsGroup("sales")).isFalse();
    }

    @Test
    void configuredMembersWithoutDomainFollowTheDefaultDomain() {
        AtomicReference<Optional<MailDomain>> domain = new AtomicReference<>(Optional.empty());
        Map<String, List<String>> members = Map.of("staff", List.of("ana", "ana@example.si", "bor@example.com"));
        ConfiguredGroups configured = new ConfiguredGroups(members, domain::get);
        assertThat(configured.groupsOf(AccountName.of("ana"))).containsExactly("staff");

        domain.set(MailDomain.parse("example.com"));
        assertThat(configured.groupsOf(AccountName.of("ana"))).isEmpty();
        assertThat(configured.groupsOf(AccountName.of("ana@example.com"))).containsExactly("staff");
        assertThat(configured.groupsOf(ANA)).containsExactly("staff");
    }

    private void add(String name, String... of) {
        User user = user(name, name);
        users.add(user.withProfile(user.profile().withGroups(Set.of(of))), event("user.create", name));
    }
}
