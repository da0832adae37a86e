package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.Attack;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignIns;
import org.odklep.signin.SignedIn;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSessions;
import org.odklep.web.admin.session.Visitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open lists that something changed; the page then fetches its list anew, with all its checks, so that nothing is
 * told here that somebody might not see. A stream ends with the session it began in, and there are not too many of them.
 */
@Controller
class LiveLists {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLists.class);
    private static final int MOST = 100;
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** The newest failures are read for it. */
    private static final Duration LOOK_AT_ATTACKS = Duration.ofSeconds(5);

    private static final String HOME = "/live";
    /** Ends streams whose reader is gone, and keeps proxies from ending the others. */
    private static final int LOOKS_FOR_A_HEARTBEAT = 15;

    private final Locks locks;
    private final GateBoard board;
    private final WebSessions sessions;
    private final InstantSource clock;
    private final Glance lockouts;
    private final Glance attacks;
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean stopping;

    LiveLists(Locks locks, SignIns signIns, SignInLog log, GateBoard board, WebSessions sessions, InstantSource clock) {
        this.locks = locks;
        this.board = board;
        this.sessions = sessions;
        this.clock = clock;
        this.lockouts = new Glance(LOOK, () -> signIns.tally(clock.instant()).hashCode());
        this.attacks = new Glance(
                LOOK_AT_ATTACKS, () -> Attack.now(log, clock.instant()).hashCode());
    }

    @GetMapping(path = HOME, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter home(HttpServletRequest request, Actor actor) {
        NeedsRole.unless(actor, Right.READ);
        return stream(request, () -> Objects.hash(restrictions(), lockouts.value(), attacks.value(), gates()));
    }

    @GetMapping(path = LockoutFilter.PATH + "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter lockouts(HttpServletRequest request) {
        return stream(request, lockouts::value);
    }

    @GetMapping(path = RestrictionFilter.PATH + "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter restrictions(HttpServletRequest request) {
        return stream(request, this::restrictions);
    }

    @GetMapping(path = "/settings/gates/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter gates(HttpServletRequest request) {
        return stream(request, this::gates);
    }

    private SseEmitter stream(HttpServletRequest request, IntSupplier fingerprint) {
        WebSession session = Visitor.signedIn(request)
                .map(SignedIn::session)
                .orElseThrow(() -> new IllegalStateException("a list for nobody"));
        if (!free.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "too many lists are open");
        }
        SseEmitter stream = new SseEmitter(LONGEST.toMillis());
        int seen = fingerprint.getAsInt();
        Thread.ofVirtual().name("live-list").start(() -> {
            try {
                tell(stream, session, fingerprint, seen);
            } finally {
                free.release();
            }
        });
        return stream;
    }

    /** The server stops gracefully, and would wait for streams that do not end. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    private void tell(SseEmitter stream, WebSession session, IntSupplier fingerprint, int before) {
        int seen = before;
        try {
            stream.send(SseEmitter.event().comment("open"));
            for (int look = 1; !stopping && isOpen(session, look); look++) {
                Thread.sleep(LOOK);
                int now = fingerprint.getAsInt();
                if (now != seen) {
                    seen = now;
                    stream.send(SseEmitter.event().name("changed").data(""));
                } else if (look % LOOKS_FOR_A_HEARTBEAT == 0) {
                    stream.send(SseEmitter.event().comment("here"));
                }
            }
            stream.send(SseEmitter.event().name("ended").data(""));
            stream.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a reader of a list is gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    /** Asked with every heartbeat; it does not count as use of the session. */
    private boolean isOpen(WebSession session, int look) {
        try {
            return look % LOOKS_FOR_A_HEARTBEAT != 0
                    || sessions.of(session.owner(), clock.instant()).stream()
                            .anyMatch(live -> live.id().equals(session.id()));
        } catch (StoreUnavailable e) {
            return true;
        }
    }
}
