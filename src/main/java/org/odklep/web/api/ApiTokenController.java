package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.IssueResult;
import org.odklep.account.RevokeResult;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.account.TokenScope;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.user.User;
import org.odklep.user.Users;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.Form;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.odklep.web.graph.Moment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bearer tokens themselves: list, issue, revoke. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/apiTokens", produces = APPLICATION_JSON_VALUE)
class ApiTokenController {
    private final ApiTokens tokens;
    private final Users users;
    private final Links links;
    private final ApiSettings settings;
    private final InstantSource clock;

    ApiTokenController(ApiTokens tokens, Users users, Links links, ApiSettings settings, InstantSource clock) {
        this.tokens = tokens;
        this.users = users;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    Listing<ApiTokenView> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.MANAGE_TOKENS);
        ListOptions.of(request);
        Instant now = clock.instant();
        List<ApiTokenView> rows = tokens.all().stream()
                .map(token -> ApiTokenView.of(token, tokens.isGood(token, now), now))
                .toList();
        return links.whole(request, rows);
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<ApiTokenView> issue(Body body, Actor actor) {
        GraphError.require(actor, Right.MANAGE_TOKENS);
        Instant now = clock.instant();
        Form form = new Form(body, "displayName", "role", "expirationDateTime", "domains", "userId");
        Optional<String> name = form.needed("displayName", ApiToken::name);
        Optional<Role> role = form.needed("role", ApiTokenController::role);
        Optional<Instant> end = form.needed(
                "expirationDateTime",
                text -> ApiToken.expiry(Moment.end(text, now, settings.zone().get()), now));
        Set<MailDomain> domains = new LinkedHashSet<>(form.many("domains", MailDomain::of));
        Optional<String> owner = form.optional("userId", user -> owner(user, actor));
        form.check();
        ApiToken.Wanted wanted = new ApiToken.Wanted(
                name.orElseThrow(), role.orElseThrow(), end.orElseThrow(), new TokenScope(domains, owner));
        return switch (tokens.issue(wanted, actor, now)) {
            case IssueResult.Issued(ApiToken token, Secret secret) ->
                ResponseEntity.status(HttpStatus.CREATED).body(ApiTokenView.issued(token, secret));
            case IssueResult.NameTaken(String taken) ->
                throw GraphError.invalid("displayName", "another token is called '" + taken + "'");
            case IssueResult.DomainsMismatch(Role given) ->
                throw GraphError.invalid(
                        "domains",
                        given == Role.DOMAIN_ADMINISTRATOR
                                ? "are needed: a domain administrator acts in domains"
                                : "are for the role domainAdministrator only");
            case IssueResult.OwnerCannot(Role given) ->
                throw GraphError.invalid(
                        "userId", "this user has not the role " + given.key() + ", or may not sign in");
            case IssueResult.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
        };
    }

    private String owner(String idOrName, Actor actor) {
        return users.find(idOrName, actor)
                .map(User::id)
                .orElseThrow(() -> new IllegalArgumentException("there is no user '" + idOrName + "'"));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@PathVariable String id, Actor actor) {
        GraphError.require(actor, Right.MANAGE_TOKENS);
        return switch (tokens.revoke(id, actor, clock.instant())) {
            case RevokeResult.Revoked(ApiToken token) ->
                ResponseEntity.noContent().build();
            case RevokeResult.NotFound() -> throw GraphError.notFound("There is no token with the id '" + id + "'.");
            case RevokeResult.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
        };
    }

    static Role role(String key) {
        return Role.byKey(key)
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + String.join(
                                ", ",
                                Arrays.stream(Role.values()).map(Role::key).toList())));
    }
}
