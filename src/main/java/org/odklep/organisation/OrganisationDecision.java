package org.odklep.organisation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.MailDomain;
import org.odklep.setting.Decisions;
import org.odklep.setting.SettingChange;

/** The organisation as decided: by the configuration file where it names something, else by administrators. */
public final class OrganisationDecision {
    public static final String NAME = "organisation.name";
    public static final String DOMAINS = "organisation.domains";
    public static final String DEFAULT_DOMAIN = "organisation.defaultDomain";
    public static final String TIME_ZONE = "organisation.timeZone";

    /** In the order of the page. */
    public static final List<String> NAMES = List.of(NAME, DOMAINS, DEFAULT_DOMAIN, TIME_ZONE);

    /** What the audit log calls all of it. */
    static final String SUBJECT = "organisation";

    private final Decisions decisions;
    private final Organisation configured;
    private final Set<String> fixed;
    /** Not volatile: it never changes within, so whoever sees an old one makes it anew. */
    private Known known;

    /**
     * @param configured what the configuration says, or the defaults
     * @param fixed names that the configuration file says itself, so that nobody decides about them here
     */
    public OrganisationDecision(Decisions decisions, Organisation configured, Set<String> fixed) {
        this.decisions = decisions;
        this.configured = configured;
        this.fixed = Set.copyOf(fixed);
        this.known = new Known(null, configured);
    }

    /** What holds now; cheap enough to be asked for every message. */
    public Organisation current() {
        Map<String, String> decided = decisions.all();
        Known last = known;
        if (last.from != decided) {
            last = new Known(decided, organisation(decided));
            known = last;
        }
        return last.organisation;
    }

    /** The default domain that holds now. */
    public Optional<MailDomain> defaultDomain() {
        return current().defaultDomain();
    }

    /** The time zone that holds now. */
    public ZoneId zone() {
        return current().zone();
    }

    /** Whether the configuration file names a setting. */
    public boolean isFixed(String name) {
        return fixed.contains(name);
    }

    /** Names the version that a change is about. */
    public String revision() {
        return decisions.revision(free());
    }

    /** The value of a setting that holds now, as text; domains stand on lines of their own, as A-labels. */
    public String text(String name) {
        return text(current(), name);
    }

    /** Decides about everything that the configuration file does not fix; a value is as {@link #text} writes it. */
    public SettingChange change(Map<String, String> typed, String revision, Actor actor, Instant now) {
        Decisions.Subject subject =
                new Decisions.Subject(SUBJECT, Right.EDIT_ORGANISATION, name -> text(configured, name));
        return switch (read(typed, OrganisationForm.Stage.LATER)) {
            case OrganisationForm.Reading.Problems(var problems) -> new SettingChange.Invalid(problems);
            case OrganisationForm.Reading.Values(var values) -> decisions.decide(subject, values, revision, actor, now);
        };
    }

    /** What somebody typed, understood, without what is fixed. */
    OrganisationForm.Reading read(Map<String, String> typed, OrganisationForm.Stage stage) {
        Map<String, String> all = new LinkedHashMap<>();
        NAMES.forEach(name -> all.put(name, isFixed(name) ? text(name) : typed.getOrDefault(name, "")));
        return new OrganisationForm(all, fixed, stage).read();
    }

    /** Learns what was decided otherwise than here. */
    void refresh() {
        decisions.refresh();
    }

    private List<String> free() {
        return NAMES.stream().filter(name -> !fixed.contains(name)).toList();
    }

    private static String text(Organisation organisation, String name) {
        return switch (name) {
            case NAME -> organisation.name();
            case DOMAINS ->
                organisation.domains().stream().map(MailDomain::value).collect(Collectors.joining("\n"));
            case DEFAULT_DOMAIN ->
                organisation.defaultDomain().map(MailDomain::value).orElse("");
            case TIME_ZONE -> organisation.zone().getId();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Organisation organisation(Map<String, String> decided) {
        return new Organisation(
                value(NAME, decided),
                value(DOMAINS, decided)
                        .lines()
                        .flatMap(line -> MailDomain.parse(line).stream())
                        .toList(),
                MailDomain.parse(value(DEFAULT_DOMAIN, decided)),
                Zones.parse(value(TIME_ZONE, decided)).orElse(configured.zone()));
    }

    private String value(String name, Map<String, String> decided) {
        String usual = text(configured, name);
        return isFixed(name) ? usual : decided.getOrDefault(name, usual);
    }

    private record Known(@Nullable Map<String, String> from, Organisation organisation) {}
}
