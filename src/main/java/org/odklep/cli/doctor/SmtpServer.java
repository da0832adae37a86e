package org.odklep.cli.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.odklep.cli.doctor.RestrictionWalk.Question;

/** One smtpd service of master.cf with its settings and with what its restriction lists ask of Odklep. */
final class SmtpServer {
    private final ServiceSettings settings;
    private final Map<RestrictionPlace, RestrictionWalk> walks = new EnumMap<>(RestrictionPlace.class);

    SmtpServer(ServiceSettings settings) {
        this.settings = settings;
        for (RestrictionPlace place : RestrictionPlace.values()) {
            walks.put(place, RestrictionWalk.of(settings, place));
        }
    }

    ServiceSettings settings() {
        return settings;
    }

    String id() {
        return settings.service().id();
    }

    /** True when clients can sign in here. */
    boolean authenticates() {
        return settings.isOn("smtpd_sasl_auth_enable");
    }

    /**
     * True for the service through which a content filter hands messages back (FILTER_README, SMTPD_PROXY_README): it
     * takes the original client's data from the filter, or it is bound to the loopback address and switches off what
     * has been done already.
     */
    boolean isReinjection() {
        Map<String, String> own = settings.service().overrides();
        String name = settings.service().name();
        boolean local = name.startsWith("127.") || name.startsWith("localhost:") || name.startsWith("[::1]:");
        String skipped = own.getOrDefault("receive_override_options", "");
        boolean skips = own.getOrDefault("content_filter", "-").isEmpty()
                || skipped.contains("no_unknown_recipient_checks")
                || skipped.contains("no_header_body_checks");
        return own.containsKey("smtpd_authorized_xforward_hosts") || (local && skips);
    }

    RestrictionWalk walk(RestrictionPlace place) {
        return requireNonNull(walks.get(place));
    }

    /** Every question to any policy server, in Postfix's order. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        walks.values().forEach(walk -> questions.addAll(walk.questions()));
        return questions;
    }

    List<Finding> flaws() {
        List<Finding> flaws = new ArrayList<>();
        walks.values().forEach(walk -> flaws.addAll(walk.flaws()));
        return flaws.stream().distinct().toList();
    }
}
