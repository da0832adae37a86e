package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.LockStore;
import org.odklep.lock.Locks;
import org.odklep.lock.References;
import org.odklep.lock.ReleaseResult;
import org.odklep.lock.RestrictResult;
import org.odklep.lock.RestrictionPage;
import org.odklep.lock.SendingRestriction;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.Form;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts that may not send: list, look at, restrict, release. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/restrictedEntities", produces = APPLICATION_JSON_VALUE)
class RestrictedEntityController {
    private final Locks locks;
    private final LockStore store;
    private final RestrictedEntities views;
    private final Links links;
    private final ApiSettings settings;
    private final InstantSource clock;

    RestrictedEntityController(
            Locks locks,
            LockStore store,
            RestrictedEntities views,
            Links links,
            ApiSettings settings,
            InstantSource clock) {
        this.locks = locks;
        this.store = store;
        this.views = views;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    /** Outcome of a release on the wire. */
    record Released(String status, RestrictedEntity restrictedEntity) {}

    @GetMapping
    Listing<RestrictedEntity> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ);
        Instant now = clock.instant();
        ListOptions options = RestrictionFilter.options(request);
        RestrictionFilter filter = RestrictionFilter.of(options, settings);
        RestrictionPage page = page(filter, now);
        List<RestrictedEntity> rows = page.restrictions().stream()
                .filter(filter::covers)
                .map(restriction -> views.full(restriction, now))
                .toList();
        return links.page(request, options, rows, page.next());
    }

    @GetMapping("/{idOrAccount}")
    RestrictedEntity get(@PathVariable String idOrAccount, Actor actor) {
        GraphError.require(actor, Right.READ);
        return views.full(find(idOrAccount), clock.instant());
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<RestrictedEntity> restrict(HttpServletRequest request, Body body, Actor actor) {
        GraphError.require(actor, Right.RESTRICT);
        Instant now = clock.instant();
        Form form = new Form(body, "senderAddress", "reason");
        Optional<AccountName> account = form.needed("senderAddress", settings::ownName);
        Optional<Reason> reason = form.needed("reason", Reason::of);
        form.check();
        return switch (locks.restrict(account.orElseThrow(), reason.orElseThrow(), actor, now)) {
            case RestrictResult.Restricted(SendingRestriction restriction) ->
                ResponseEntity.created(links.member(request, restriction.id())).body(views.full(restriction, now));
            case RestrictResult.AlreadyRestricted(SendingRestriction restriction) ->
                ResponseEntity.ok(views.full(restriction, now));
            case RestrictResult.AllowListed(AllowEntry entry) -> throw allowListed(entry);
            case RestrictResult.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
        };
    }

    @PostMapping(path = "/{idOrAccount}/release", consumes = APPLICATION_JSON_VALUE)
    Released release(@PathVariable String idOrAccount, Body body, Actor actor) {
        GraphError.require(actor, Right.RELEASE);
        Instant now = clock.instant();
        Form form = new Form(body, "reason");
        Optional<Reason> reason = form.needed("reason", Reason::of);
        form.check();
        return switch (locks.release(find(idOrAccount).id(), reason.orElseThrow(), actor, now)) {
            case ReleaseResult.Released(SendingRestriction restriction) ->
                new Released("released", views.full(restriction, now));
            case ReleaseResult.AlreadyReleased(SendingRestriction restriction) ->
                new Released("alreadyReleased", views.full(restriction, now));
            case ReleaseResult.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
            case ReleaseResult.NotFound() -> throw notFound(idOrAccount);
        };
    }

    private RestrictionPage page(RestrictionFilter filter, Instant now) {
        try {
            return store.list(filter.query(), now);
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid(ListOptions.SKIP_TOKEN, String.valueOf(e.getMessage()));
        }
    }

    /** The restriction with a reference, or the last one of an account. A name with an "@" is no reference. */
    private SendingRestriction find(String idOrAccount) {
        return byReference(idOrAccount)
                .or(() -> AccountName.parse(idOrAccount)
                        .flatMap(name ->
                                store.of(settings.ownName(name), 1).stream().findFirst()))
                .orElseThrow(() -> notFound(idOrAccount));
    }

    private Optional<SendingRestriction> byReference(String text) {
        return text.indexOf('@') >= 0 ? Optional.empty() : store.find(References.normalise(text));
    }

    private static GraphError notFound(String idOrAccount) {
        return GraphError.notFound(
                "There is no restriction '" + idOrAccount + "', and no account of this name had one.");
    }

    private static GraphError allowListed(AllowEntry entry) {
        return GraphError.of(
                ErrorKind.CONFLICT,
                "The allow-list outranks every restriction: remove '" + entry.pattern() + "' from it first.");
    }
}
