package org.odklep.web.admin.organisation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.odklep.kernel.MailDomain;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.organisation.OrganisationProblem;
import org.odklep.organisation.Zones;
import org.odklep.setting.SettingProblem;
import org.odklep.web.admin.Field;
import org.odklep.web.admin.policy.SettingField;
import org.odklep.web.admin.policy.SettingProblems;
import org.odklep.web.admin.words.Words;

/**
 * The fields of the organisation, in finished words.
 *
 * @param zones to choose from; any other that exists may be typed
 * @param zoneOfBrowser whether the browser may put its own zone in place of ours
 */
record OrganisationFields(
        SettingField name,
        SettingField domains,
        SettingField defaultDomain,
        SettingField zone,
        List<String> zones,
        boolean zoneOfBrowser) {
    private static final Map<String, String> KEYS = Map.of(
            OrganisationDecision.NAME, "odklep.organisation",
            OrganisationDecision.DOMAINS, "odklep.domains",
            OrganisationDecision.DEFAULT_DOMAIN, "odklep.default-domain",
            OrganisationDecision.TIME_ZONE, "odklep.time-zone");

    /** Which page asks. */
    enum Page {
        SET_UP("setUp.help."),
        SETTINGS("organisation.help.");

        private final String help;

        Page(String help) {
            this.help = help;
        }
    }

    /** @param typed empty when the page is opened, so that it shows what holds */
    static OrganisationFields of(
            Page page,
            OrganisationDecision decision,
            Map<String, String> typed,
            SettingProblems problems,
            Words words) {
        Maker maker = new Maker(page, decision, typed, problems, words);
        return new OrganisationFields(
                maker.field(OrganisationDecision.NAME),
                maker.field(OrganisationDecision.DOMAINS),
                maker.field(OrganisationDecision.DEFAULT_DOMAIN),
                maker.field(OrganisationDecision.TIME_ZONE),
                Zones.all(),
                page == Page.SET_UP && typed.isEmpty());
    }

    /** What is wrong, in words. */
    static String say(SettingProblem problem, Words words) {
        String end = end(problem.name());
        return switch (OrganisationProblem.valueOf(problem.kind())) {
            case MISSING -> words.say("organisation.missing." + end);
            case WRONG ->
                problem.name().equals(OrganisationDecision.NAME)
                        ? words.say("organisation.wrong.name", OrganisationProblem.LONGEST_NAME)
                        : words.say("organisation.wrong." + end, problem.value());
            case TWICE -> words.say("organisation.twice", problem.value());
            case TOO_MANY -> words.say("organisation.tooMany", OrganisationProblem.MOST_DOMAINS);
            case OUTSIDE -> words.say("organisation.outside." + end, problem.value());
        };
    }

    private static String end(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private record Maker(
            Page page,
            OrganisationDecision decision,
            Map<String, String> typed,
            SettingProblems problems,
            Words words) {
        SettingField field(String name) {
            boolean fixed = decision.isFixed(name);
            String value = fixed ? shown(name) : typed.getOrDefault(name, shown(name));
            String end = end(name);
            Field field = Field.of(
                    name, words.say("organisation.field." + end), words.say(page.help + end), value, problems.at(name));
            return new SettingField(field, KEYS.getOrDefault(name, ""), fixed);
        }

        /** Domains as people read them. */
        private String shown(String name) {
            String text = decision.text(name);
            return name.equals(OrganisationDecision.DOMAINS) || name.equals(OrganisationDecision.DEFAULT_DOMAIN)
                    ? text.lines().map(line -> MailDomain.of(line).readable()).collect(Collectors.joining("\n"))
                    : text;
        }
    }
}
