package org.odklep.organisation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.Passwords;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;
import org.odklep.setting.Decisions;
import org.odklep.setting.SettingProblem;

/** Makes the first administrator and the organisation, both or neither, for whoever knows the one-time code. */
public final class SetUp {
    private final AdministratorStore administrators;
    private final FoundingStore store;
    private final OrganisationDecision organisation;
    private final Passwords passwords;
    private final Predicate<Request> isGood;
    private final RandomGenerator random;
    private final SetUpCode code = new SetUpCode();
    private volatile boolean done;

    /**
     * @param isGood whether the rules for passwords allow the one that is asked for, if its length is right
     * @param random of cryptographic quality
     */
    public SetUp(
            AdministratorStore administrators,
            FoundingStore store,
            OrganisationDecision organisation,
            Passwords passwords,
            Predicate<Request> isGood,
            RandomGenerator random) {
        this.administrators = administrators;
        this.store = store;
        this.organisation = organisation;
        this.passwords = passwords;
        this.isGood = isGood;
        this.random = random;
    }

    /** True while there is no administrator. */
    public boolean isNeeded() {
        if (!done) {
            done = !administrators.isEmpty();
        }
        return !done;
    }

    /** A new code to print while there is no administrator; the one before works no more. */
    public Optional<String> issueCode() {
        return isNeeded() ? Optional.of(code.issue(random)) : Optional.empty();
    }

    /** Makes the first administrator, who may do everything, and the organisation. */
    public SetUpResult create(Request request, ClientAddress origin, Instant now) {
        if (!isNeeded()) {
            return new SetUpResult.AlreadySetUp();
        }
        return switch (code.check(request.code())) {
            case WRONG -> new SetUpResult.WrongCode();
            case TOO_MANY -> new SetUpResult.TooManyWrongCodes();
            case RIGHT -> checked(request, origin, now);
        };
    }

    /**
     * What somebody asks for, all as typed.
     *
     * @param name of the administrator
     * @param repeated the password again
     * @param organisation by the names of {@link OrganisationDecision}
     */
    public record Request(
            Secret code, String name, Secret password, Secret repeated, Map<String, String> organisation) {
        /** Names that somebody who guesses the password would try first. */
        public List<String> names() {
            return List.of(
                    name,
                    organisation.getOrDefault(OrganisationDecision.NAME, ""),
                    organisation.getOrDefault(OrganisationDecision.DOMAINS, ""));
        }
    }

    private SetUpResult checked(Request request, ClientAddress origin, Instant now) {
        Set<SetUpResult.Problem> problems = problems(request);
        return switch (organisation.read(request.organisation(), OrganisationForm.Stage.SET_UP)) {
            case OrganisationForm.Reading.Problems(List<SettingProblem> wrong) ->
                new SetUpResult.Invalid(problems, wrong);
            case OrganisationForm.Reading.Values(Map<String, String> values) ->
                problems.isEmpty()
                        ? create(request, values, origin, now)
                        : new SetUpResult.Invalid(problems, List.of());
        };
    }

    private Set<SetUpResult.Problem> problems(Request request) {
        Set<SetUpResult.Problem> problems = EnumSet.noneOf(SetUpResult.Problem.class);
        if (Administrator.parseName(request.name()).isEmpty()) {
            problems.add(SetUpResult.Problem.NAME);
        }
        passwordProblem(request).ifPresent(problems::add);
        if (!request.password().equals(request.repeated())) {
            problems.add(SetUpResult.Problem.PASSWORDS_DIFFER);
        }
        return problems;
    }

    private Optional<SetUpResult.Problem> passwordProblem(Request request) {
        Optional<Passwords.Problem> length = Passwords.problem(request.password());
        if (length.isEmpty()) {
            return isGood.test(request) ? Optional.empty() : Optional.of(SetUpResult.Problem.PASSWORD_WEAK);
        }
        return Optional.of(
                switch (length.get()) {
                    case TOO_SHORT -> SetUpResult.Problem.PASSWORD_TOO_SHORT;
                    case TOO_LONG -> SetUpResult.Problem.PASSWORD_TOO_LONG;
                });
    }

    private SetUpResult create(Request request, Map<String, String> settings, ClientAddress origin, Instant now) {
        AccountName name = Administrator.parseName(request.name()).orElseThrow();
        return passwords
                .hash(request.password())
                .map(hash -> add(new Administrator(name, Role.GLOBAL_ADMINISTRATOR, hash, now), settings, origin))
                .orElseGet(SetUpResult.Busy::new);
    }

    private SetUpResult add(Administrator administrator, Map<String, String> settings, ClientAddress origin) {
        boolean first = store.found(administrator, settings, events(administrator, settings, origin));
        code.die();
        organisation.refresh();
        return first ? new SetUpResult.Created(administrator) : new SetUpResult.AlreadySetUp();
    }

    private static List<AuditEvent> events(
            Administrator administrator, Map<String, String> settings, ClientAddress origin) {
        Instant now = administrator.createdAt();
        String name = administrator.name().value();
        String reason = "Set up with the one-time code.";
        String role = administrator.role().key();
        List<AuditEvent> events = new ArrayList<>();
        events.add(
                new AuditEvent(now, name, origin, "administrator.create", administrator.target(), reason, null, role));
        if (!settings.isEmpty()) {
            events.add(new AuditEvent(
                    now,
                    name,
                    origin,
                    Decisions.UPDATE,
                    Decisions.target(OrganisationDecision.SUBJECT),
                    reason,
                    null,
                    Decisions.text(settings)));
        }
        return events;
    }
}
