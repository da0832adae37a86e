package org.odklep.web.api.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.user.User;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What users are signed in with. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/users/{idOrName}/sessions", produces = APPLICATION_JSON_VALUE)
class SessionController {
    private final ApiTokens tokens;
    private final UserFinder finder;
    private final Links links;
    private final InstantSource clock;

    SessionController(ApiTokens tokens, UserFinder finder, Links links, InstantSource clock) {
        this.tokens = tokens;
        this.finder = finder;
        this.links = links;
        this.clock = clock;
    }

    /** Something that opens a door to its bearer. */
    record Session(String id, String kind, String displayName, Instant createdDateTime, Instant expirationDateTime) {
        static Session of(ApiToken token) {
            return new Session(token.id(), "apiToken", token.name(), token.createdAt(), token.expiresAt());
        }
    }

    @GetMapping
    Listing<Session> list(HttpServletRequest request, @PathVariable String idOrName, Actor actor) {
        ListOptions.of(request);
        User user = finder.known(idOrName, actor);
        return links.whole(
                request,
                tokens.ownedBy(user.id(), clock.instant()).stream()
                        .map(Session::of)
                        .toList());
    }
}
