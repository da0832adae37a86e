package org.odklep.organisation;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Text;
import org.odklep.setting.SettingProblem;

/** Understands what somebody typed of the organisation, and says everything that is wrong with it. */
final class OrganisationForm {
    private static final Pattern TOP = Pattern.compile(".*\\.[a-z0-9-]*[a-z][a-z0-9-]*");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int LONGEST_LABEL = 63;

    private final Map<String, String> typed;
    private final Set<String> fixed;
    private final Stage stage;
    private final List<SettingProblem> problems = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param typed a text for every name; for the fixed ones what is fixed */
    OrganisationForm(Map<String, String> typed, Set<String> fixed, Stage stage) {
        this.typed = typed;
        this.fixed = fixed;
        this.stage = stage;
    }

    /** At set-up there has to be a name and a domain, and the first domain is the default unless another is named. */
    enum Stage {
        SET_UP,
        LATER
    }

    /** What was understood, or all that is wrong. */
    sealed interface Reading {
        record Values(Map<String, String> values) implements Reading {}

        record Problems(List<SettingProblem> problems) implements Reading {}
    }

    Reading read() {
        name();
        defaultDomain(domains());
        zone();
        values.keySet().removeAll(fixed);
        return problems.isEmpty() ? new Reading.Values(values) : new Reading.Problems(problems);
    }

    private void name() {
        String name = typed(OrganisationDecision.NAME).strip();
        if (name.isEmpty() && stage == Stage.SET_UP) {
            problem(OrganisationDecision.NAME, "", OrganisationProblem.MISSING);
        }
        if (Text.hasInvisible(name) || name.codePointCount(0, name.length()) > OrganisationProblem.LONGEST_NAME) {
            problem(OrganisationDecision.NAME, "", OrganisationProblem.WRONG);
        }
        values.put(OrganisationDecision.NAME, name);
    }

    private Set<MailDomain> domains() {
        Set<MailDomain> domains = new LinkedHashSet<>();
        for (String each : typed(OrganisationDecision.DOMAINS).strip().split("[\\s,;]+", -1)) {
            if (!each.isEmpty()) {
                domain(each, OrganisationDecision.DOMAINS)
                        .filter(domain -> !domains.add(domain))
                        .ifPresent(twice ->
                                problem(OrganisationDecision.DOMAINS, twice.readable(), OrganisationProblem.TWICE));
            }
        }
        if (domains.size() > OrganisationProblem.MOST_DOMAINS) {
            problem(OrganisationDecision.DOMAINS, "", OrganisationProblem.TOO_MANY);
        }
        if (typed(OrganisationDecision.DOMAINS).isBlank() && stage == Stage.SET_UP) {
            problem(OrganisationDecision.DOMAINS, "", OrganisationProblem.MISSING);
        }
        values.put(
                OrganisationDecision.DOMAINS,
                domains.stream().map(MailDomain::value).collect(Collectors.joining("\n")));
        return domains;
    }

    private void defaultDomain(Set<MailDomain> domains) {
        String text = typed(OrganisationDecision.DEFAULT_DOMAIN).strip();
        Optional<MailDomain> usual = stage == Stage.SET_UP ? domains.stream().findFirst() : Optional.empty();
        Optional<MailDomain> domain = text.isEmpty() ? usual : domain(text, OrganisationDecision.DEFAULT_DOMAIN);
        domain.filter(one -> domains.stream().noneMatch(one::isWithin)).ifPresent(this::outside);
        values.put(
                OrganisationDecision.DEFAULT_DOMAIN,
                domain.map(MailDomain::value).orElse(""));
    }

    /** Said where it can be mended. What stands in the configuration alone is not judged. */
    private void outside(MailDomain domain) {
        if (!fixed.contains(OrganisationDecision.DEFAULT_DOMAIN)) {
            problem(OrganisationDecision.DEFAULT_DOMAIN, domain.readable(), OrganisationProblem.OUTSIDE);
        } else if (!fixed.contains(OrganisationDecision.DOMAINS)
                && !typed(OrganisationDecision.DOMAINS).isBlank()) {
            problem(OrganisationDecision.DOMAINS, domain.readable(), OrganisationProblem.OUTSIDE);
        }
    }

    private void zone() {
        String text = typed(OrganisationDecision.TIME_ZONE).strip();
        Optional<ZoneId> zone = Zones.parse(text);
        if (zone.isEmpty()) {
            problem(OrganisationDecision.TIME_ZONE, text, OrganisationProblem.WRONG);
        }
        values.put(OrganisationDecision.TIME_ZONE, zone.map(ZoneId::getId).orElse(""));
    }

    /** What the configuration names is taken as it is. */
    private Optional<MailDomain> domain(String text, String name) {
        Optional<MailDomain> domain =
                MailDomain.parse(text).filter(parsed -> fixed.contains(name) || isOfTheInternet(parsed.value()));
        if (domain.isEmpty()) {
            problem(name, text, OrganisationProblem.WRONG);
        }
        return domain;
    }

    /** Two labels or more, so that nobody takes all of {@code .si} for inside; no address. */
    private static boolean isOfTheInternet(String domain) {
        return TOP.matcher(domain).matches()
                && !domain.startsWith("[")
                && DOT.splitAsStream(domain).allMatch(label -> label.length() <= LONGEST_LABEL);
    }

    private String typed(String name) {
        return typed.getOrDefault(name, "");
    }

    /** What the configuration names is none of the reader's business. */
    private void problem(String name, String value, OrganisationProblem kind) {
        if (!fixed.contains(name)) {
            problems.add(new SettingProblem(name, value, kind.name()));
        }
    }
}
