package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.lock.References;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyChange;
import org.odklep.sending.PolicyForm;
import org.odklep.sending.Problem;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The outbound policies: read, create, change, delete. Their document is that of {@link PolicyForm}. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/outboundPolicies", produces = APPLICATION_JSON_VALUE)
class OutboundPolicyController {
    /** Ours to say; a client that sends a document back as it got it may leave it in. */
    private static final String IN_WORDS = "limitsInWords";

    private static final String WARNINGS = "warnings";

    private final OutboundPolicies policies;
    private final Links links;
    private final InstantSource clock;

    OutboundPolicyController(OutboundPolicies policies, Links links, InstantSource clock) {
        this.policies = policies;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping
    Listing<Map<String, Object>> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ);
        ListOptions.of(request);
        List<OutboundPolicy> all = policies.all();
        List<Map<String, Object>> rows = all.stream()
                .map(policy -> document(policy, all.indexOf(policy)))
                .toList();
        return links.whole(request, rows);
    }

    @GetMapping("/{id}")
    Map<String, Object> get(@PathVariable String id, Actor actor) {
        GraphError.require(actor, Right.READ);
        OutboundPolicy policy = policies.find(known(id)).orElseThrow(() -> notFound(id));
        return document(policy, policies.priorityOf(policy));
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request, Body body, Actor actor) {
        GraphError.require(actor, Right.EDIT_POLICIES);
        PolicyChange.Done done = done(policies.create(writable(body), actor, clock.instant()), "");
        return ResponseEntity.created(links.member(request, done.policy().id())).body(document(done));
    }

    @PatchMapping(path = "/{id}", consumes = APPLICATION_JSON_VALUE)
    Map<String, Object> update(@PathVariable String id, Body body, Actor actor) {
        GraphError.require(actor, Right.EDIT_POLICIES);
        return document(done(policies.update(known(id), writable(body), actor, clock.instant()), id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id, Actor actor) {
        GraphError.require(actor, Right.EDIT_POLICIES);
        if (policies.find(known(id)).filter(OutboundPolicy::isDefault).isPresent()) {
            throw GraphError.of(
                    ErrorKind.CONFLICT,
                    "The default policy always exists and cannot be deleted: change it, or put it in shadow mode.");
        }
        done(policies.delete(known(id), actor, clock.instant()), id);
        return ResponseEntity.noContent().build();
    }

    private static PolicyChange.Done done(PolicyChange change, String id) {
        return switch (change) {
            case PolicyChange.Done done -> done;
            case PolicyChange.Invalid(List<Problem> problems) -> throw GraphError.invalid(problems);
            case PolicyChange.NotFound() -> throw notFound(id);
            case PolicyChange.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
            case PolicyChange.Conflict() ->
                throw GraphError.of(
                        ErrorKind.RESOURCE_MODIFIED,
                        "Somebody else changed the policies at the same moment: read them again and repeat.");
        };
    }

    private static Map<String, Object> writable(Body body) {
        Map<String, Object> document = new LinkedHashMap<>(body.members());
        document.remove(IN_WORDS);
        document.remove(WARNINGS);
        return document;
    }

    private Map<String, Object> document(PolicyChange.Done done) {
        return document(done.policy(), done.priority());
    }

    private Map<String, Object> document(OutboundPolicy policy, int priority) {
        Map<String, Object> document = PolicyForm.write(policy, priority);
        Map<String, String> words = new LinkedHashMap<>();
        policy.limits().asMap().forEach((limit, value) -> words.put(limit.key(), Words.allowed(limit, value)));
        document.put(IN_WORDS, words);
        document.put(
                WARNINGS,
                policies.doubts(policy).stream().map(Problem::toString).toList());
        return document;
    }

    /** The id that a reader meant: as it stands, or as references are read. */
    private String known(String id) {
        return policies.find(id).isPresent() ? id : References.normalise(id);
    }

    private static GraphError notFound(String id) {
        return GraphError.notFound("There is no policy with the id '" + id + "'.");
    }
}
