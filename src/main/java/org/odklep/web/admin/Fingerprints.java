package org.odklep.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.Attack;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignIns;
import org.springframework.stereotype.Component;

/** Numbers by which a page that follows its list is told apart from what it shows: each is another one when something changed. */
@Component
public class Fingerprints {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** The newest failures are read for it. */
    private static final Duration LOOK_AT_ATTACKS = Duration.ofSeconds(5);

    private final Locks locks;
    private final GateBoard board;
    private final InstantSource clock;
    private final Glance lockouts;
    private final Glance attacks;

    Fingerprints(Locks locks, SignIns signIns, SignInLog log, GateBoard board, InstantSource clock) {
        this.locks = locks;
        this.board = board;
        this.clock = clock;
        this.lockouts = new Glance(LOOK, () -> signIns.tally(clock.instant()).hashCode());
        this.attacks = new Glance(
                LOOK_AT_ATTACKS, () -> Attack.now(log, clock.instant()).hashCode());
    }

    /** Where the stream of a page is. To be asked before what the page shows, so that no change falls in between. */
    public String address(Live page) {
        return page.path() + "?seen=" + of(page);
    }

    int of(Live page) {
        return switch (page) {
            case HOME -> Objects.hash(restrictions(), lockouts.value(), attacks.value(), gates());
            case RESTRICTIONS -> restrictions();
            case LOCKOUTS -> lockouts.value();
            case GATES -> gates();
        };
    }

    /** Another number when somebody was restricted or released; from memory. */
    private int restrictions() {
        int sum = 0;
        for (SendingRestriction restriction : locks.holding(clock.instant())) {
            sum += restriction.id().hashCode();
        }
        return sum;
    }

    /** Another number when a gate was asked for the first time, or lost its last client. */
    private int gates() {
        Instant now = clock.instant();
        int sum = 0;
        for (GateBoard.State gate : board.gates(now)) {
            sum = 31 * sum + gate.standing(now).hashCode();
        }
        return sum;
    }
}
