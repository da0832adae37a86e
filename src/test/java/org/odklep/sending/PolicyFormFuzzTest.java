package org.odklep.sending;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Any document is a policy, which reads back as itself, or a list of problems with keys. */
class PolicyFormFuzzTest {
    private static final String[] KEYS = {
        "displayName",
        "isEnabled",
        "priority",
        "mode",
        "limits",
        "actionWhenThresholdReached",
        "timeZone",
        "conditions",
        "exceptions",
        "accounts",
        "groups",
        "domains",
        "recipientsPerDay",
        "messagesPerMinute",
        "id"
    };

    @FuzzTest(maxDuration = "10s")
    void anyDocumentIsAPolicyOrProblemsWithKeys(FuzzedDataProvider data) {
        OutboundPolicy base = OutboundPolicy.initial(SendingSetup.LJUBLJANA);
        switch (PolicyForm.read(map(data, 0), base)) {
            case PolicyForm.Reading.Policy(OutboundPolicy policy, OptionalInt priority) -> {
                var again = PolicyForm.read(PolicyForm.write(policy, priority.orElse(0)), base);
                if (!again.equals(new PolicyForm.Reading.Policy(policy, OptionalInt.of(priority.orElse(0))))) {
                    throw new AssertionError(policy + " reads back as " + again);
                }
            }
            case PolicyForm.Reading.Problems(List<Problem> problems) -> {
                if (problems.isEmpty()) {
                    throw new AssertionError("neither a policy nor a problem");
                }
            }
        }
    }

    private static Map<String, @Nullable Object> map(FuzzedDataProvider data, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = data.consumeInt(0, 6); i > 0; i--) {
            map.put(data.consumeBoolean() ? data.pickValue(KEYS) : data.consumeString(10), value(data, depth + 1));
        }
        return map;
    }

    private static @Nullable Object value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth > 3 ? 5 : 7)) {
            case 0 -> data.consumeString(80);
            case 1 -> data.consumeInt();
            case 2 -> data.consumeLong();
            case 3 -> data.consumeBoolean();
            case 4 -> data.consumeDouble();
            case 5 -> null;
            case 6 -> map(data, depth);
            default -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = data.consumeInt(0, 4); i > 0; i--) {
                    list.add(value(data, depth + 1));
                }
                yield list;
            }
        };
    }
}
