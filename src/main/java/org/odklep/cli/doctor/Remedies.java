package org.odklep.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Composes the lines that an operator pastes, fitted to what the configuration holds already. */
final class Remedies {
    private static final int LONGEST_LINE = 2_000;

    private final GateFinder finder;

    Remedies(GateFinder finder) {
        this.finder = finder;
    }

    /** How to have a service ask Odklep first thing in the given lists. */
    String ask(SmtpServer server, List<RestrictionPlace> places) {
        ServiceSettings settings = server.settings();
        Optional<String> existing = existingClass(settings);
        String name = existing.orElse(freeName(settings));
        List<String> lines = new ArrayList<>();
        List<String> options = new ArrayList<>();
        if (existing.isEmpty()) {
            defineClass(settings, name, lines, options);
        }
        places.forEach(place -> options.add(option(settings, place.parameter(), inFront(name, settings, place))));
        lines.add(inMaster(settings));
        lines.addAll(options);
        lines.add("Then run: postfix reload");
        return String.join("\n", lines);
    }

    /** How to write a client that asks Odklep, where it is written now. */
    String rewrite(SmtpServer server, PolicyClient old, PolicyClient better) {
        return classes(server.settings()).stream()
                .filter(name -> isOnlyClient(server.settings(), name, old.text()))
                .findFirst()
                .map(name -> "In main.cf write:\n" + Finding.PASTE + RecommendedLines.definition(name, better))
                .orElse("Write it as:\n" + Finding.PASTE + "check_policy_service " + better.inBraces());
    }

    /** How to change one parameter of a service, in whichever file it gets its value from. */
    static String set(ServiceSettings settings, String parameter, String value) {
        return settings.overrides(parameter)
                ? inMaster(settings) + "\n" + option(settings, parameter, List.of(value))
                : "In main.cf write:\n" + Finding.PASTE + parameter + " = " + value;
    }

    private Optional<String> existingClass(ServiceSettings settings) {
        return classes(settings).stream()
                .filter(name -> {
                    List<String> words = words(settings.text(name));
                    return words.size() == 2
                            && isPolicy(words.getFirst())
                            && finder.isOdklep(PolicyClient.parse(words.getLast()), settings);
                })
                .findFirst();
    }

    private static boolean isOnlyClient(ServiceSettings settings, String className, String client) {
        List<String> words = words(settings.text(className));
        return words.size() == 2
                && isPolicy(words.getFirst())
                && words.getLast().equals(client);
    }

    private static List<String> classes(ServiceSettings settings) {
        return settings.restrictionClasses();
    }

    private static String freeName(ServiceSettings settings) {
        return settings.raw(RecommendedLines.CLASS_NAME).isEmpty() ? RecommendedLines.CLASS_NAME : "odklep_submission";
    }

    private void defineClass(ServiceSettings settings, String name, List<String> lines, List<String> options) {
        String parameter = "smtpd_restriction_classes";
        List<String> names = new ArrayList<>(classes(settings));
        if (!names.contains(name)) {
            names.add(name);
        }
        lines.add("In main.cf write:");
        lines.add(Finding.PASTE + RecommendedLines.definition(name, RecommendedLines.client(reachable(settings))));
        if (settings.overrides(parameter)) {
            options.add(option(settings, parameter, names));
        } else {
            lines.add(Finding.PASTE + parameter + " = " + String.join(", ", names));
        }
    }

    /** A socket below the queue directory is named relative to it, which works in a chroot too. */
    private PolicyEndpoint reachable(ServiceSettings settings) {
        PolicyEndpoint endpoint = finder.preferred();
        String queue = settings.text("queue_directory") + "/";
        return endpoint instanceof PolicyEndpoint.Unix unix && unix.path().startsWith(queue)
                ? new PolicyEndpoint.Unix(unix.path().substring(queue.length()))
                : endpoint;
    }

    /** The list that stands there now, with the class in front and without Odklep further behind. */
    private List<String> inFront(String className, ServiceSettings settings, RestrictionPlace place) {
        List<String> now = words(settings.raw(place.parameter()));
        List<String> then = new ArrayList<>(List.of(className));
        for (int i = 0; i < now.size(); i++) {
            int length = lengthOfQuestion(now.subList(i, now.size()), className, settings);
            if (length == 0) {
                then.add(now.get(i));
            } else {
                i += length - 1;
            }
        }
        if (place == RestrictionPlace.SENDER && then.size() == 1) {
            then.add("permit");
        }
        return then;
    }

    /** How many words at the start of a list are a question to Odklep. */
    private int lengthOfQuestion(List<String> words, String className, ServiceSettings settings) {
        int at = words.getFirst().equalsIgnoreCase("warn_if_reject") ? 1 : 0;
        if (words.size() > at && words.get(at).equals(className)) {
            return at + 1;
        }
        boolean asks = words.size() > at + 1
                && isPolicy(words.get(at))
                && finder.isOdklep(PolicyClient.parse(words.get(at + 1)), settings);
        return asks ? at + 2 : 0;
    }

    private static String inMaster(ServiceSettings settings) {
        PostfixSettings.Service service = settings.service();
        return "In master.cf, below the line that begins with \"" + service.name() + " " + service.type()
                + "\", in place of an option of the same name:";
    }

    private static String option(ServiceSettings settings, String parameter, List<String> words) {
        String start = Finding.PASTE + "  -o ";
        String plain = String.join(",", words);
        if (plain.length() > LONGEST_LINE) {
            return start + parameter + "=" + words.getFirst() + ",(then what stands there now)";
        }
        boolean needsBraces = words.size() != words(plain).size() || plain.contains(" ") || plain.contains("{");
        return needsBraces
                ? start + "{ " + parameter + " = " + String.join(", ", words) + " }"
                : start + parameter + "=" + plain;
    }

    private static boolean isPolicy(String word) {
        return RestrictionKind.of(word).equals(Optional.of(RestrictionKind.POLICY));
    }

    private static List<String> words(String list) {
        return BraceWords.split(list, BraceWords.COMMA_OR_SPACE);
    }
}
