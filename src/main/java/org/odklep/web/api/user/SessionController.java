package org.odklep.web.api.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.Role;
import org.odklep.signin.SessionEnd;
import org.odklep.signin.SessionLimits;
import org.odklep.signin.UserSessions;
import org.odklep.signin.WebSession;
import org.odklep.user.User;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What users are signed in with, and the end of it. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/users/{idOrName}/sessions", produces = APPLICATION_JSON_VALUE)
class SessionController {
    private final UserSessions sessions;
    private final UserFinder finder;
    private final Links links;
    private final SessionLimits limits;
    private final InstantSource clock;

    SessionController(
            UserSessions sessions, UserFinder finder, Links links, SessionLimits limits, InstantSource clock) {
        this.sessions = sessions;
        this.finder = finder;
        this.links = links;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Something that opens a door to its bearer.
     *
     * @param ipAddress where a browser signed in from; null for a token
     * @param lastUsedDateTime null for a token
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Session(
            String id,
            String kind,
            String displayName,
            @Nullable String ipAddress,
            Instant createdDateTime,
            @Nullable Instant lastUsedDateTime,
            Instant expirationDateTime) {
        static Session of(ApiToken token) {
            return new Session(token.id(), "apiToken", token.name(), null, token.createdAt(), null, token.expiresAt());
        }

        static Session of(WebSession session, SessionLimits limits) {
            return new Session(
                    session.id(),
                    "webSession",
                    session.device().browser(),
                    session.device().client().value(),
                    session.createdAt(),
                    session.lastSeen(),
                    limits.end(session));
        }
    }

    @GetMapping
    Listing<Session> list(HttpServletRequest request, @PathVariable String idOrName, Actor actor) {
        ListOptions.of(request);
        User user = finder.known(idOrName, actor);
        Instant now = clock.instant();
        return links.whole(
                request,
                Stream.concat(
                                sessions.browsers(user, now).stream().map(session -> Session.of(session, limits)),
                                sessions.tokens(user, now).stream().map(Session::of))
                        .toList());
    }

    @DeleteMapping("/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String idOrName, @PathVariable String session, Actor actor) {
        User user = finder.known(idOrName, actor);
        switch (sessions.end(user, session, actor, clock.instant())) {
            case SessionEnd.Ended() -> {}
            case SessionEnd.NotFound() ->
                throw GraphError.notFound("There is no session '" + session + "' of this user.");
            case SessionEnd.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
        }
    }
}
