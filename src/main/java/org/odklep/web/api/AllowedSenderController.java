package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.lock.AllowEntry;
import org.odklep.lock.AllowList;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The allow-list: read, add or replace, remove. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/allowedSenders", produces = APPLICATION_JSON_VALUE)
class AllowedSenderController {
    private final AllowList allowList;
    private final Links links;
    private final ApiSettings settings;
    private final InstantSource clock;

    AllowedSenderController(AllowList allowList, Links links, ApiSettings settings, InstantSource clock) {
        this.allowList = allowList;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    Listing<AllowedSender> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ);
        ListOptions.of(request);
        Instant now = clock.instant();
        List<AllowedSender> rows = allowList.entries().stream()
                .map(entry -> AllowedSender.of(entry, now))
                .toList();
        return links.whole(request, rows);
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<AllowedSender> add(Body body, Actor actor) {
        GraphError.require(actor, Right.EDIT_ALLOW_LIST);
        Instant now = clock.instant();
        Form form = new Form(body, "pattern", "reason", "expirationDateTime");
        Optional<String> pattern = form.needed("pattern", text -> named(AllowEntry.narrowPattern(text)));
        Optional<Reason> reason = form.needed("reason", Reason::of);
        Optional<Instant> until = form.optional(
                "expirationDateTime",
                text -> Moment.end(text, now, settings.zone().get()));
        form.check();
        AllowEntry entry = new AllowEntry(pattern.orElseThrow(), reason.orElseThrow(), actor.name(), now, until);
        boolean isNew =
                allowList.entries().stream().noneMatch(known -> known.pattern().equals(entry.pattern()));
        if (!allowList.add(entry, actor)) {
            throw GraphError.accessDenied(Right.EDIT_ALLOW_LIST.leastRole());
        }
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(AllowedSender.of(entry, now));
    }

    /** For names that cannot stand in a path, such as those with a slash. */
    @DeleteMapping
    ResponseEntity<Void> removeNamed(@RequestParam String pattern, Actor actor) {
        return remove(pattern, actor);
    }

    @DeleteMapping("/{pattern}")
    ResponseEntity<Void> remove(@PathVariable String pattern, Actor actor) {
        GraphError.require(actor, Right.EDIT_ALLOW_LIST);
        return switch (allowList.remove(parse(pattern), actor, clock.instant())) {
            case REMOVED -> ResponseEntity.noContent().build();
            case NOT_FOUND -> throw notFound(pattern);
            case NOT_ALLOWED -> throw GraphError.accessDenied(Right.EDIT_ALLOW_LIST.leastRole());
        };
    }

    private String parse(String pattern) {
        try {
            return complete(AllowEntry.pattern(pattern));
        } catch (IllegalArgumentException e) {
            throw notFound(pattern);
        }
    }

    /** A name without a domain is one at the default domain, as everywhere; an alias is its user. */
    private String named(String pattern) {
        return AllowEntry.isDomain(pattern)
                ? pattern
                : settings.ownName(pattern).value();
    }

    /** The same for an entry of long ago, whatever it is. */
    private String complete(String pattern) {
        return AllowEntry.isDomain(pattern)
                ? pattern
                : AccountName.of(pattern).orAt(settings.defaultDomain()).value();
    }

    private static GraphError notFound(String pattern) {
        return GraphError.notFound("The allow-list has no entry '" + pattern + "'.");
    }
}
