package org.odklep.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.StoreUnavailable;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
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
    private static final String LAST = "Last-Event-ID";
    /** Ends streams whose reader is gone, and keeps proxies from ending the others. */
    private static final int LOOKS_FOR_A_HEARTBEAT = 15;

    private final Fingerprints fingerprints;
    private final WebSessions sessions;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean stopping;

    LiveLists(Fingerprints fingerprints, WebSessions sessions, InstantSource clock) {
        this.fingerprints = fingerprints;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * What a browser has seen.
     *
     * @param seen the number that its page was made with
     * @param last the number that it was told last, when it comes back after the stream broke off
     */
    private record Reader(@Nullable Integer seen, @Nullable Integer last) {
        int known(int now) {
            return last != null ? last : seen != null ? seen : now;
        }
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter home(
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestHeader(name = LAST, required = false) @Nullable Integer last,
            HttpServletRequest request,
            Actor actor) {
        NeedsRole.unless(actor, Right.READ);
        return stream(request, new Reader(seen, last), Live.HOME);
    }

    @GetMapping(path = LockoutFilter.PATH + "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter lockouts(
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestHeader(name = LAST, required = false) @Nullable Integer last,
            HttpServletRequest request) {
        return stream(request, new Reader(seen, last), Live.LOCKOUTS);
    }

    @GetMapping(path = RestrictionFilter.PATH + "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter restrictions(
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestHeader(name = LAST, required = false) @Nullable Integer last,
            HttpServletRequest request) {
        return stream(request, new Reader(seen, last), Live.RESTRICTIONS);
    }

    @GetMapping(path = "/settings/gates/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter gates(
            @RequestParam(required = false) @Nullable Integer seen,
            @RequestHeader(name = LAST, required = false) @Nullable Integer last,
            HttpServletRequest request) {
        return stream(request, new Reader(seen, last), Live.GATES);
    }

    private SseEmitter stream(HttpServletRequest request, Reader reader, Live page) {
        WebSession session = Visitor.signedIn(request)
                .map(SignedIn::session)
                .orElseThrow(() -> new IllegalStateException("a list for nobody"));
        if (!free.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "too many lists are open");
        }
        SseEmitter stream = new SseEmitter(LONGEST.toMillis());
        int seen = reader.known(fingerprints.of(page));
        Thread.ofVirtual().name("live-list").start(() -> {
            try {
                tell(stream, session, page, seen);
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

    private void tell(SseEmitter stream, WebSession session, Live page, int before) {
        int seen = before;
        try {
            stream.send(event(seen).comment("open"));
            for (int look = 1; !stopping && isOpen(session, look); look++) {
                Thread.sleep(LOOK);
                int now = fingerprints.of(page);
                if (now != seen) {
                    seen = now;
                    stream.send(event(seen).name("changed").data(""));
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

    /** With the number that is seen after it, which a browser brings when it comes back. */
    private static SseEmitter.SseEventBuilder event(int seen) {
        return SseEmitter.event().id(Integer.toString(seen));
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
