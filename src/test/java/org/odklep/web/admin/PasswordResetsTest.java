package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.account.Role;
import org.odklep.kernel.ClientAddress;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;

/** New passwords for many users, as far as there is time and a store. */
class PasswordResetsTest {
    private static final PasswordResets.Order ORDER = new PasswordResets.Order(NewPassword.AUTOMATIC, Instant.MAX);

    private final RunningServer server = RunningServer.start();
    private final List<User> users = IntStream.range(0, 6)
            .mapToObj(i -> server.user("user" + i + "@example.si"))
            .toList();
    private final org.odklep.account.Actor vera =
            new org.odklep.account.Actor("vera", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoeverThereIsTimeForHasANewPassword() {
        Map<String, PasswordChange> outcomes = resets(Duration.ZERO).reset(users, ORDER, vera);
        assertThat(outcomes).hasSize(6);
        assertThat(outcomes.values()).allMatch(outcome -> outcome instanceof PasswordChange.Done);
    }

    @Test
    void theOthersKeepTheirsAndAreKnownToBeLeft() {
        Map<String, PasswordChange> outcomes = resets(Duration.ofSeconds(8)).reset(users, ORDER, vera);
        assertThat(outcomes).hasSizeBetween(1, 5);
        for (User user : users) {
            assertThat(server.stored(user)
                            .password()
                            .hash()
                            .equals(user.password().hash()))
                    .isEqualTo(!outcomes.containsKey(user.id()));
        }
    }

    @Test
    void aStoreThatIsAwayLeavesThem() {
        server.takeStoreAway(true);
        try {
            assertThat(resets(Duration.ofSeconds(8)).reset(users, ORDER, vera)).isEmpty();
        } finally {
            server.takeStoreAway(false);
        }
    }

    /** @param step how far the clock goes on at each look */
    private PasswordResets resets(Duration step) {
        AtomicInteger looks = new AtomicInteger();
        InstantSource clock = () -> server.now().plus(step.multipliedBy(looks.getAndIncrement()));
        return new PasswordResets(server.part(UserPasswords.class), clock);
    }
}
