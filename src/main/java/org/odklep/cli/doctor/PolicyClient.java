package org.odklep.cli.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands behind {@code check_policy_service}: an address, or an address and settings in braces (Postfix 3.0 and
 * later, SMTPD_POLICY_README, "Advanced policy client configuration").
 *
 * @param text as configured
 * @param endpoint empty if there is a problem
 * @param settings without the prefix {@code smtpd_policy_service_}
 * @param problem why the SMTP server would not start with it
 */
record PolicyClient(
        String text, Optional<PolicyEndpoint> endpoint, Map<String, String> settings, Optional<String> problem) {
    static final String PREFIX = "smtpd_policy_service_";

    private static final List<String> ORDER = List.of(
            "timeout",
            "try_limit",
            "retry_delay",
            "request_limit",
            "max_idle",
            "max_ttl",
            "default_action",
            "policy_context");
    private static final Set<String> TIMES = Set.of("timeout", "max_idle", "max_ttl", "retry_delay");
    private static final Set<String> NUMBERS = Set.of("request_limit", "try_limit");
    private static final Set<String> TEXTS = Set.of("default_action", "policy_context");

    static PolicyClient parse(String argument) {
        if (!argument.startsWith("{")) {
            return at(argument, argument, Map.of());
        }
        List<String> words = BraceWords.unbraced(argument)
                .map(inner -> BraceWords.split(inner, BraceWords.COMMA_OR_SPACE))
                .orElse(List.of());
        if (words.isEmpty()) {
            return broken(argument, "the braces are empty or do not match");
        }
        Map<String, String> settings = new HashMap<>();
        for (String word : words.subList(1, words.size())) {
            Optional<String> problem = setting(word, settings);
            if (problem.isPresent()) {
                return broken(argument, problem.get());
            }
        }
        return at(argument, words.getFirst(), settings);
    }

    /** A setting's value here, or the one that main.cf gives to all policy clients. */
    String setting(String name, ServiceSettings service) {
        String own = settings.get(name);
        return own != null ? own : service.text(PREFIX + name);
    }

    /** This client with other settings; settings that are not named stay. */
    PolicyClient with(Map<String, String> changes) {
        Map<String, String> merged = new TreeMap<>(settings);
        merged.putAll(changes);
        return new PolicyClient(text, endpoint, merged, problem);
    }

    /** How it is written in a restriction list. */
    String inBraces() {
        StringBuilder out = new StringBuilder("{ ")
                .append(endpoint.map(PolicyEndpoint::toString).orElse(text));
        ORDER.stream()
                .filter(settings::containsKey)
                .forEach(name -> out.append(", ").append(written(name, settings.getOrDefault(name, ""))));
        return out.append(" }").toString();
    }

    private static String written(String name, String value) {
        boolean needsBraces = BraceWords.split(value, BraceWords.COMMA_OR_SPACE).size() > 1;
        return needsBraces ? "{ " + name + " = " + value + " }" : name + "=" + value;
    }

    /** A time in seconds: a number with one of the units s, m, h, d, w, or none for seconds (postconf(5)). */
    static OptionalLong seconds(String time) {
        if (!time.matches("\\d{1,9}[smhdw]?")) {
            return OptionalLong.empty();
        }
        boolean hasUnit = !Character.isDigit(time.charAt(time.length() - 1));
        long number = Long.parseLong(hasUnit ? time.substring(0, time.length() - 1) : time);
        return OptionalLong.of(number * unit(hasUnit ? time.charAt(time.length() - 1) : 's'));
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            case 'w' -> 604_800;
            default -> 1;
        };
    }

    /** Adds one setting; the problem with it, if there is one. */
    private static Optional<String> setting(String word, Map<String, String> settings) {
        String body = BraceWords.unbraced(word).orElse(word);
        int equals = body.indexOf('=');
        if (equals <= 0) {
            return Optional.of("'" + Finding.quote(word) + "' is no setting: no space may stand around \"=\" or within"
                    + " a value, unless the setting has its own braces, as in { timeout = 3s }");
        }
        String name = body.substring(0, equals).strip();
        String value = body.substring(equals + 1).strip();
        settings.put(name, value);
        boolean fits = TEXTS.contains(name)
                || (TIMES.contains(name) && seconds(value).isPresent())
                || (NUMBERS.contains(name) && value.matches("\\d{1,9}"));
        return fits
                ? Optional.empty()
                : Optional.of("Postfix does not take the setting '" + Finding.quote(name + "=" + value) + "'");
    }

    private static PolicyClient at(String text, String address, Map<String, String> settings) {
        Optional<PolicyEndpoint> endpoint = PolicyEndpoint.parse(address);
        return endpoint.isPresent()
                ? new PolicyClient(text, endpoint, Map.copyOf(settings), Optional.empty())
                : broken(
                        text,
                        "'" + Finding.quote(address) + "' is no address: Postfix takes inet:host:port or unix:path");
    }

    private static PolicyClient broken(String text, String problem) {
        return new PolicyClient(text, Optional.empty(), Map.of(), Optional.of(problem));
    }
}
