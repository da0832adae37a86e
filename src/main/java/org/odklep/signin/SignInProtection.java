package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.kernel.ClientAddress;
import org.odklep.setting.Decisions;
import org.odklep.setting.SettingChange;
import org.odklep.setting.SettingProblem;

/** Smart lockout and shared hosts as decided: by the configuration file where it names them, else by administrators. */
public final class SignInProtection {
    public static final String THRESHOLD = "lockout.threshold";
    public static final String DURATION = "lockout.durationSeconds";
    public static final String LONGEST = "lockout.longestSeconds";
    public static final String SHARED_HOSTS = "lockout.sharedHosts";

    /** In the order of the page. */
    public static final List<String> NAMES = List.of(THRESHOLD, DURATION, LONGEST, SHARED_HOSTS);

    public static final int MOST_FAILURES = 100;
    public static final Duration MOST_TIME = Duration.ofDays(7);
    public static final int MOST_HOSTS = 1000;

    private final Decisions decisions;
    private final Values configured;
    private final Set<String> fixed;
    private volatile Known known;

    /**
     * @param configured what the configuration says, or the defaults
     * @param fixed names that the configuration file says itself, so that nobody decides about them here
     */
    public SignInProtection(Decisions decisions, Values configured, Set<String> fixed) {
        this.decisions = decisions;
        this.configured = configured;
        this.fixed = Set.copyOf(fixed);
        this.known = new Known(null, configured);
    }

    /** What is decided. */
    public record Values(LockoutPolicy lockout, Set<ClientAddress> sharedHosts) {
        public Values {
            sharedHosts = Set.copyOf(sharedHosts);
        }
    }

    /** What holds now. */
    public Values current() {
        Map<String, String> decided = decisions.all();
        Known last = known;
        if (last.from != decided) {
            last = new Known(decided, values(decided));
            known = last;
        }
        return last.values;
    }

    /** Whether the configuration file names a setting. */
    public boolean isFixed(String name) {
        return fixed.contains(name);
    }

    /** Names the version that a change is about. */
    public String revision() {
        return decisions.revision(free());
    }

    /** Decides about everything that the configuration file does not fix; a value is as {@link #text} writes it. */
    public SettingChange change(Map<String, String> typed, String revision, Actor actor, Instant now) {
        Map<String, String> values = new HashMap<>();
        List<SettingProblem> problems = new ArrayList<>();
        for (String name : free()) {
            read(name, typed.getOrDefault(name, ""), problems).ifPresent(value -> values.put(name, value));
        }
        if (problems.isEmpty() && seconds(LONGEST, values) < seconds(DURATION, values)) {
            problems.add(new SettingProblem(fixed.contains(LONGEST) ? DURATION : LONGEST, ""));
        }
        return problems.isEmpty()
                ? decisions.decide("signInProtection", values, revision, actor, now)
                : new SettingChange.Invalid(problems);
    }

    /** The value of a setting that holds now, as text. */
    public String text(String name) {
        return text(current(), name);
    }

    private static String text(Values values, String name) {
        return switch (name) {
            case THRESHOLD -> Integer.toString(values.lockout().threshold());
            case DURATION -> Long.toString(values.lockout().first().toSeconds());
            case LONGEST -> Long.toString(values.lockout().longest().toSeconds());
            case SHARED_HOSTS ->
                values.sharedHosts().stream().map(ClientAddress::value).sorted().collect(Collectors.joining("\n"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private List<String> free() {
        return NAMES.stream().filter(name -> !fixed.contains(name)).toList();
    }

    private long seconds(String name, Map<String, String> values) {
        return Long.parseLong(values.getOrDefault(name, text(name)));
    }

    private static Optional<String> read(String name, String text, List<SettingProblem> problems) {
        return switch (name) {
            case THRESHOLD -> whole(name, text, MOST_FAILURES, problems);
            case DURATION, LONGEST -> whole(name, text, MOST_TIME.toSeconds(), problems);
            default -> hosts(text, problems);
        };
    }

    private static Optional<String> whole(String name, String text, long most, List<SettingProblem> problems) {
        String bare = text.strip();
        if (bare.matches("[0-9]{1,9}") && Long.parseLong(bare) >= 1 && Long.parseLong(bare) <= most) {
            return Optional.of(Long.toString(Long.parseLong(bare)));
        }
        problems.add(new SettingProblem(name, bare));
        return Optional.empty();
    }

    private static Optional<String> hosts(String text, List<SettingProblem> problems) {
        Set<String> hosts = new TreeSet<>();
        for (String each : text.strip().split("[\\s,;]+", -1)) {
            if (!each.isEmpty()) {
                ClientAddress.parse(each)
                        .ifPresentOrElse(
                                host -> hosts.add(host.value()),
                                () -> problems.add(new SettingProblem(SHARED_HOSTS, each)));
            }
        }
        if (hosts.size() > MOST_HOSTS) {
            problems.add(new SettingProblem(SHARED_HOSTS, ""));
        }
        return Optional.of(String.join("\n", hosts));
    }

    /** What does not hold together, because the configuration changed since, is as configured. */
    private Values values(Map<String, String> decided) {
        Map<String, String> free = new HashMap<>(decided);
        free.keySet().removeAll(fixed);
        Set<ClientAddress> hosts = free.containsKey(SHARED_HOSTS)
                ? free.get(SHARED_HOSTS)
                        .lines()
                        .flatMap(line -> ClientAddress.parse(line).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : configured.sharedHosts();
        try {
            return new Values(
                    new LockoutPolicy(
                            (int) number(free, THRESHOLD),
                            Duration.ofSeconds(number(free, DURATION)),
                            Duration.ofSeconds(number(free, LONGEST))),
                    hosts);
        } catch (IllegalArgumentException e) {
            return new Values(configured.lockout(), hosts);
        }
    }

    private long number(Map<String, String> free, String name) {
        return Long.parseLong(free.getOrDefault(name, text(configured, name)));
    }

    private record Known(@Nullable Map<String, String> from, Values values) {}
}
