package org.odklep.cli.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.cli.client.BrokenJson;
import org.odklep.cli.client.Json;
import org.odklep.kernel.ClientAddress;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.OutboundPolicy;
import org.odklep.sending.PolicyChange;
import org.odklep.sending.Problem;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemoryPolicyStore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Policies in a file of JSON: one policy, a list of them, or a list as the API gives it (an object with {@code value}).
 * They are put in as the server would put them in, so that a file that is fine here is fine there; a policy without a
 * name is called after its place. Lines that begin with "#" are comments.
 */
final class PolicyFile {
    private static final Actor READER = new Actor("replay", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
    /** What the API adds to a policy for people. */
    private static final Set<String> ADDED = Set.of("limitsInWords", "warnings");

    private final OutboundPolicies policies;
    private final List<String> problems = new ArrayList<>();

    private PolicyFile(OutboundPolicies.Defaults defaults) {
        policies = new OutboundPolicies(
                new MemoryPolicyStore(new MemoryAuditLog()),
                account -> Set.of(),
                () -> defaults,
                new SplittableRandom(0));
    }

    /** What a file holds. */
    sealed interface Reading {
        /** @param policies by priority, the default policy last */
        record Policies(List<OutboundPolicy> policies) implements Reading {}

        /** @param problems all that is wrong, each with its key */
        record Problems(List<String> problems) implements Reading {}
    }

    static Reading read(String text, OutboundPolicies.Defaults defaults) {
        PolicyFile file = new PolicyFile(defaults);
        try {
            file.putAll(Json.read(text));
        } catch (JacksonException e) {
            file.problems.add("not JSON: " + BrokenJson.words(text, e));
        }
        return file.problems.isEmpty()
                ? new Reading.Policies(file.policies.all())
                : new Reading.Problems(List.copyOf(file.problems));
    }

    private void putAll(JsonNode root) {
        JsonNode list = root.isObject() && root.path("value").isArray() ? root.path("value") : root;
        List<Entry> entries = new ArrayList<>();
        if (list.isObject()) {
            entries.add(new Entry(1, "", Json.map(list)));
        } else if (list.isArray() && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                add(entries, i + 1, list.get(i));
            }
        } else {
            problems.add("there is no policy: write one as {...}, or a list of them");
        }
        entries.stream().sorted(Comparator.comparingLong(Entry::priority)).forEach(this::put);
    }

    private void add(List<Entry> entries, int number, JsonNode node) {
        if (node.isObject()) {
            entries.add(new Entry(number, "policy " + number + ", ", Json.map(node)));
        } else {
            problems.add("policy " + number + ": must be an object");
        }
    }

    private void put(Entry entry) {
        PolicyChange change = entry.isDefault()
                ? policies.update(OutboundPolicy.DEFAULT_ID, entry.document(), READER, Instant.EPOCH)
                : policies.create(entry.document(), READER, Instant.EPOCH);
        switch (change) {
            case PolicyChange.Done done -> {}
            case PolicyChange.Invalid(List<Problem> wrong) ->
                wrong.forEach(problem -> problems.add(entry.prefix() + problem));
            case PolicyChange.NotFound none -> throw impossible(change);
            case PolicyChange.NotAllowed refused -> throw impossible(change);
            case PolicyChange.Conflict conflict -> throw impossible(change);
        }
    }

    private static IllegalStateException impossible(PolicyChange change) {
        return new IllegalStateException("policies that nobody shares gave " + change);
    }

    /** One policy of the file. Its priority orders the list and is not looked at again. */
    private record Entry(String prefix, long priority, boolean isDefault, Map<String, Object> document) {
        Entry(int number, String prefix, Map<String, Object> document) {
            this(prefix, priority(document), isDefault(document), prepared(number, document));
        }

        private static long priority(Map<String, Object> document) {
            return document.get("priority") instanceof Integer place ? place : Long.MAX_VALUE;
        }

        private static boolean isDefault(Map<String, Object> document) {
            return Boolean.TRUE.equals(document.get("isDefault"))
                    || OutboundPolicy.DEFAULT_ID.equals(document.get("id"));
        }

        private static Map<String, Object> prepared(int number, Map<String, Object> document) {
            Map<String, Object> prepared = new LinkedHashMap<>(document);
            prepared.keySet().removeAll(ADDED);
            if (!isDefault(document)) {
                prepared.putIfAbsent("displayName", "Policy " + number);
            }
            if (document.get("priority") instanceof Integer place && place >= 0) {
                prepared.remove("priority");
            }
            return prepared;
        }
    }
}
