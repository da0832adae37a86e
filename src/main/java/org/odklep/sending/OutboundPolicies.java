package org.odklep.sending;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Directory;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.lock.References;

/**
 * The outbound policies in the order of their priority, 0 first. The first enabled one whose scope covers an account
 * applies to it; the last one is the default policy, which covers everybody.
 */
public final class OutboundPolicies {
    private final PolicyStore store;
    private final Directory directory;
    private final Supplier<Defaults> defaults;
    private final RandomGenerator random;
    private volatile PolicyStore.Stored current;

    /**
     * What stands for what a policy leaves out.
     *
     * @param zone the time zone of policies that name none
     * @param domain of accounts that are named without one
     */
    public record Defaults(ZoneId zone, Optional<MailDomain> domain) {
        /** Names without a domain stay so. */
        public static Defaults in(ZoneId zone) {
            return new Defaults(zone, Optional.empty());
        }
    }

    /** @param defaults asked at every use, for they may change */
    public OutboundPolicies(
            PolicyStore store, Directory directory, Supplier<Defaults> defaults, RandomGenerator random) {
        this.store = store;
        this.directory = directory;
        this.defaults = defaults;
        this.random = random;
        this.current = withDefault(new PolicyStore.Stored(0, List.of()));
    }

    /** Reads the policies anew; call at start and at intervals, another node may have changed them. */
    public synchronized void refresh() {
        current = withDefault(store.load());
        directory.watch(
                all().stream().flatMap(policy -> policy.scope().groups()).collect(Collectors.toUnmodifiableSet()));
    }

    public List<OutboundPolicy> all() {
        return current.policies();
    }

    public Optional<OutboundPolicy> find(String id) {
        return all().stream().filter(policy -> policy.id().equals(id)).findFirst();
    }

    /** The place of a policy, 0 for the first. */
    public int priorityOf(OutboundPolicy policy) {
        return all().stream().map(OutboundPolicy::id).toList().indexOf(policy.id());
    }

    /** What is allowed in a policy and yet hardly meant: groups that the directory does not know match nobody. */
    public List<Problem> doubts(OutboundPolicy policy) {
        return Stream.of(
                        doubts("conditions.groups", policy.scope().of()),
                        doubts("exceptions.groups", policy.scope().except()),
                        Limits.doubts(policy.limits()))
                .flatMap(each -> each)
                .toList();
    }

    private Stream<Problem> doubts(String key, Scope.Members members) {
        return members.groups().stream()
                .filter(group -> !directory.knowsGroup(group))
                .sorted()
                .map(group -> new Problem(
                        key,
                        "no user is in a group '" + group + "', nor is it in odklep.groups: it matches nobody",
                        group));
    }

    /** The policy that applies to an account, from memory. */
    public OutboundPolicy forAccount(AccountName account) {
        List<OutboundPolicy> policies = current.policies();
        if (policies.size() == 1) {
            return policies.getFirst();
        }
        Set<String> groups = directory.groupsOf(account);
        for (OutboundPolicy policy : policies) {
            if (policy.enabled() && policy.scope().covers(account, groups)) {
                return policy;
            }
        }
        return policies.getLast();
    }

    /** Every policy by priority, and how it fits an account: why the one that applies does. */
    public List<Verdict> explain(AccountName account) {
        Set<String> groups = directory.groupsOf(account);
        OutboundPolicy applies = forAccount(account);
        List<Verdict> verdicts = new ArrayList<>();
        boolean decided = false;
        for (OutboundPolicy policy : all()) {
            verdicts.add(new Verdict(policy, decided ? Fit.LATER : fit(policy, applies, account, groups)));
            decided |= policy.id().equals(applies.id());
        }
        return verdicts;
    }

    private static Fit fit(OutboundPolicy policy, OutboundPolicy applies, AccountName account, Set<String> groups) {
        if (policy.id().equals(applies.id())) {
            return Fit.APPLIES;
        }
        if (!policy.enabled()) {
            return Fit.OFF;
        }
        return policy.scope().includes(account, groups) ? Fit.EXCEPTED : Fit.OUTSIDE;
    }

    /** A policy, and how it fits an account. */
    public record Verdict(OutboundPolicy policy, Fit fit) {}

    /** How a policy fits an account. */
    public enum Fit {
        APPLIES,
        /** It is switched off. */
        OFF,
        /** A condition does not hold. */
        OUTSIDE,
        /** An exception holds. */
        EXCEPTED,
        /** One with a higher priority applies. */
        LATER
    }

    /** Adds a policy; without a place of its own it stands last before the default policy. */
    public PolicyChange create(Map<String, ?> document, Actor actor, Instant now) {
        OutboundPolicy blank = new OutboundPolicy(
                References.next(random),
                "",
                true,
                false,
                Scope.EVERYBODY,
                Limits.DEFAULT,
                Action.RESTRICT,
                defaults.get().zone());
        return change(actor, () -> switch (PolicyForm.read(document, blank)) {
            case PolicyForm.Reading.Problems(List<Problem> problems) -> invalid(problems, document, blank);
            case PolicyForm.Reading.Policy(OutboundPolicy policy, OptionalInt priority) ->
                put(null, policy, priority, actor, now);
        });
    }

    /** Changes the values that the document names and leaves the others as they are. */
    public PolicyChange update(String id, Map<String, ?> document, Actor actor, Instant now) {
        return change(
                actor,
                () -> find(id).<PolicyChange>map(before -> update(before, document, actor, now))
                        .orElseGet(PolicyChange.NotFound::new));
    }

    /** The same, if the policy still is at the {@link OutboundPolicy#revision} that the actor saw. */
    public PolicyChange update(String id, String revision, Map<String, ?> document, Actor actor, Instant now) {
        return change(
                actor,
                () -> ifStill(
                        id,
                        policy -> policy.revision().equals(revision),
                        policy -> update(policy, document, actor, now)));
    }

    /** Gives a policy another place, if it still is where the actor saw it. */
    public PolicyChange move(String id, int from, int to, Actor actor, Instant now) {
        return change(
                actor,
                () -> ifStill(
                        id,
                        policy -> priorityOf(policy) == from,
                        policy -> update(policy, Map.of("priority", to), actor, now)));
    }

    private PolicyChange ifStill(
            String id, Predicate<OutboundPolicy> asSeen, Function<OutboundPolicy, PolicyChange> work) {
        refresh();
        return find(id).<PolicyChange>map(
                        policy -> asSeen.test(policy) ? work.apply(policy) : new PolicyChange.Conflict())
                .orElseGet(PolicyChange.NotFound::new);
    }

    private PolicyChange update(OutboundPolicy before, Map<String, ?> document, Actor actor, Instant now) {
        return switch (PolicyForm.read(document, before)) {
            case PolicyForm.Reading.Problems(List<Problem> problems) -> invalid(problems, document, before);
            case PolicyForm.Reading.Policy(OutboundPolicy policy, OptionalInt priority) ->
                put(before, policy, priority, actor, now);
        };
    }

    /** Deletes a policy; the default policy stays. */
    public PolicyChange delete(String id, Actor actor, Instant now) {
        return change(
                actor, () -> find(id).map(policy -> delete(policy, actor, now)).orElseGet(PolicyChange.NotFound::new));
    }

    /** The same, if the policy still is at the {@link OutboundPolicy#revision} that the actor saw. */
    public PolicyChange delete(String id, String revision, Actor actor, Instant now) {
        return change(
                actor,
                () -> ifStill(id, policy -> policy.revision().equals(revision), policy -> delete(policy, actor, now)));
    }

    private PolicyChange delete(OutboundPolicy policy, Actor actor, Instant now) {
        if (policy.isDefault()) {
            return new PolicyChange.Invalid(
                    List.of(new Problem("id", "the default policy always exists and cannot be deleted")));
        }
        int priority = priorityOf(policy);
        List<OutboundPolicy> policies = new ArrayList<>(all());
        policies.remove(priority);
        AuditEvent event =
                event(now, actor, "policy.delete", policy.name(), text(PolicyForm.values(policy, priority)), null);
        return replace(policies, event, new PolicyChange.Done(policy, priority));
    }

    /** All problems at once: those of the values, and what does not fit of those that were understood. */
    private PolicyChange invalid(List<Problem> problems, Map<String, ?> document, OutboundPolicy base) {
        List<OutboundPolicy> others = new ArrayList<>(all());
        others.removeIf(other -> other.id().equals(base.id()));
        OutboundPolicy understood = PolicyForm.salvage(document, base).policy();
        Set<String> told = problems.stream().map(Problem::key).collect(Collectors.toSet());
        return new PolicyChange.Invalid(Stream.concat(
                        problems.stream(),
                        misfits(understood, OptionalInt.empty(), others).stream()
                                .filter(problem -> !told.contains(problem.key())))
                .toList());
    }

    private PolicyChange put(
            @Nullable OutboundPolicy before, OutboundPolicy read, OptionalInt asked, Actor actor, Instant now) {
        OutboundPolicy policy = read.at(defaults.get().domain());
        List<OutboundPolicy> policies = new ArrayList<>(all());
        int was = before == null ? policies.size() - 1 : priorityOf(before);
        if (before != null) {
            policies.remove(was);
        }
        List<Problem> problems = misfits(policy, asked, policies);
        if (!problems.isEmpty()) {
            return new PolicyChange.Invalid(problems);
        }
        int priority = asked.orElse(was);
        policies.add(priority, policy);
        SequencedMap<String, Object> values = PolicyForm.values(policy, priority);
        AuditEvent event = before == null
                ? event(now, actor, "policy.create", policy.name(), null, text(values))
                : updated(PolicyForm.values(before, was), values, before.name(), actor, now);
        return replace(policies, event, new PolicyChange.Done(policy, priority));
    }

    /** What does not fit among the other policies. */
    private static List<Problem> misfits(OutboundPolicy policy, OptionalInt priority, List<OutboundPolicy> others) {
        List<Problem> problems = new ArrayList<>();
        if (policy.name().isEmpty()) {
            problems.add(new Problem("displayName", "is needed"));
        }
        if (others.stream().anyMatch(other -> other.name().equalsIgnoreCase(policy.name()))) {
            problems.add(new Problem("displayName", "another policy is called '" + policy.name() + "'", policy.name()));
        }
        int last = policy.isDefault() ? others.size() : others.size() - 1;
        int first = policy.isDefault() ? last : 0;
        if (priority.isPresent() && (priority.getAsInt() < first || priority.getAsInt() > last)) {
            problems.add(new Problem("priority", "must be from " + first + " to " + last));
        }
        if (policy.isDefault() && !policy.scope().equals(Scope.EVERYBODY)) {
            problems.add(new Problem("conditions", "the default policy is for everybody: make a policy of its own"));
        }
        if (policy.isDefault() && !policy.enabled()) {
            problems.add(new Problem("isEnabled", "the default policy is always on; shadow mode refuses nothing"));
        }
        return problems;
    }

    private PolicyChange replace(List<OutboundPolicy> policies, AuditEvent event, PolicyChange.Done done) {
        boolean replaced = store.replace(current.version(), policies, event);
        refresh();
        return replaced ? done : new PolicyChange.Conflict();
    }

    private synchronized PolicyChange change(Actor actor, Supplier<PolicyChange> work) {
        return actor.may(Right.EDIT_POLICIES)
                ? work.get()
                : new PolicyChange.NotAllowed(Right.EDIT_POLICIES.leastRole());
    }

    private static AuditEvent event(
            Instant now, Actor actor, String action, String name, @Nullable String before, @Nullable String after) {
        return new AuditEvent(now, actor.name(), actor.origin(), action, "policy:" + name, "", before, after);
    }

    /** Names what differs and leaves out what stays. */
    private static AuditEvent updated(
            SequencedMap<String, Object> before,
            SequencedMap<String, Object> after,
            String name,
            Actor actor,
            Instant now) {
        SequencedMap<String, Object> was = new LinkedHashMap<>(before);
        SequencedMap<String, Object> is = new LinkedHashMap<>(after);
        was.entrySet().removeAll(after.entrySet());
        is.entrySet().removeAll(before.entrySet());
        return event(now, actor, "policy.update", name, text(was), text(is));
    }

    private static String text(SequencedMap<String, Object> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private PolicyStore.Stored withDefault(PolicyStore.Stored stored) {
        List<OutboundPolicy> policies = new ArrayList<>();
        stored.policies()
                .forEach(policy -> policies.add(policy.at(defaults.get().domain())));
        if (stored.policies().stream().noneMatch(OutboundPolicy::isDefault)) {
            policies.add(OutboundPolicy.initial(defaults.get().zone()));
        }
        return new PolicyStore.Stored(stored.version(), List.copyOf(policies));
    }
}
