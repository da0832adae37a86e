package org.odklep.web.admin.home;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.sending.Limit;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;

/** Says what stands in a support case for whoever reads it on paper; an empty text for what is not known. */
public final class CaseWords {
    private final Words words;

    CaseWords(Words words) {
        this.words = words;
    }

    /** A time of the case, as the reader's clock shows it. */
    public String time(@Nullable String instant) {
        return instant == null ? "" : words.moment(Instant.parse(instant)).text();
    }

    public String kind(String lock) {
        return words.say("case.lock." + lock);
    }

    public String actor(@Nullable String name) {
        return name == null ? "" : RestrictionWords.actor(name, words);
    }

    public String policy(String name) {
        return RestrictionWords.policy(name, words);
    }

    public String limit(String key) {
        return Limit.byKey(key).isPresent() ? words.say("limit." + key) : key;
    }

    public String roles(List<String> keys) {
        return keys.stream().map(key -> words.say("role." + key)).collect(Collectors.joining(", "));
    }

    public String client(String kind) {
        return words.say("kind." + kind);
    }

    public String number(long number) {
        return words.number(number);
    }

    public String size(long bytes) {
        return bytes <= 0 ? words.say("size.unknown") : words.size(bytes);
    }
}
