package org.odklep.account;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.Secret;

/** Makes the first administrator, for whoever knows the one-time code. */
public final class SetUp {
    private final AdministratorStore store;
    private final Passwords passwords;
    private final RandomGenerator random;
    private final SetUpCode code = new SetUpCode();
    private volatile boolean done;

    /** @param random of cryptographic quality */
    public SetUp(AdministratorStore store, Passwords passwords, RandomGenerator random) {
        this.store = store;
        this.passwords = passwords;
        this.random = random;
    }

    /** True while there is no administrator. */
    public boolean isNeeded() {
        if (!done) {
            done = !store.isEmpty();
        }
        return !done;
    }

    /** A new code to print while there is no administrator; the one before works no more. */
    public Optional<String> issueCode() {
        return isNeeded() ? Optional.of(code.issue(random)) : Optional.empty();
    }

    /** Makes the first administrator, who may do everything. */
    public SetUpResult create(Request request, ClientAddress origin, Instant now) {
        if (!isNeeded()) {
            return new SetUpResult.AlreadySetUp();
        }
        return switch (code.check(request.code())) {
            case WRONG -> new SetUpResult.WrongCode();
            case TOO_MANY -> new SetUpResult.TooManyWrongCodes();
            case RIGHT -> create(request.name(), request.password(), origin, now);
        };
    }

    /**
     * What somebody asks for.
     *
     * @param code as typed
     * @param name as typed
     */
    public record Request(Secret code, String name, Secret password) {}

    private SetUpResult create(String name, Secret password, ClientAddress origin, Instant now) {
        Set<SetUpResult.Problem> problems = EnumSet.noneOf(SetUpResult.Problem.class);
        Optional<AccountName> parsed = Administrator.parseName(name);
        if (parsed.isEmpty()) {
            problems.add(SetUpResult.Problem.NAME);
        }
        Passwords.problem(password)
                .ifPresent(problem -> problems.add(
                        switch (problem) {
                            case TOO_SHORT -> SetUpResult.Problem.PASSWORD_TOO_SHORT;
                            case TOO_LONG -> SetUpResult.Problem.PASSWORD_TOO_LONG;
                        }));
        if (parsed.isEmpty() || !problems.isEmpty()) {
            return new SetUpResult.Invalid(problems);
        }
        return passwords
                .hash(password)
                .map(hash -> add(new Administrator(parsed.get(), Role.GLOBAL_ADMINISTRATOR, hash, now), origin))
                .orElseGet(SetUpResult.Busy::new);
    }

    private SetUpResult add(Administrator administrator, ClientAddress origin) {
        AuditEvent event = new AuditEvent(
                administrator.createdAt(),
                administrator.name().value(),
                origin,
                "administrator.create",
                administrator.target(),
                "Set up with the one-time code.",
                null,
                administrator.role().key());
        boolean first = store.addFirst(administrator, event);
        code.die();
        return first ? new SetUpResult.Created(administrator) : new SetUpResult.AlreadySetUp();
    }
}
