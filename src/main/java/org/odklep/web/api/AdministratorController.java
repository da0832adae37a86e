package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorChange;
import org.odklep.account.AdministratorRegister;
import org.odklep.account.Administrators;
import org.odklep.account.Passwords;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.signin.factor.FactorRemoval;
import org.odklep.signin.factor.LostFactors;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.Form;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Those who sign in to the admin page: list, add, remove, reset a password, take a second factor away. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/administrators", produces = APPLICATION_JSON_VALUE)
class AdministratorController {
    private final AdministratorRegister register;
    private final Administrators administrators;
    private final LostFactors lost;
    private final Links links;
    private final InstantSource clock;

    AdministratorController(
            AdministratorRegister register,
            Administrators administrators,
            LostFactors lost,
            Links links,
            InstantSource clock) {
        this.register = register;
        this.administrators = administrators;
        this.lost = lost;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping
    Listing<AdministratorView> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.MANAGE_ADMINISTRATORS);
        ListOptions.of(request);
        return links.whole(
                request, register.all().stream().map(AdministratorView::of).toList());
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<AdministratorView> add(Body body, Actor actor) {
        GraphError.require(actor, Right.MANAGE_ADMINISTRATORS);
        Form form = new Form(body, "name", "role", "password");
        Optional<AccountName> name = form.needed("name", AdministratorController::name);
        Optional<Role> role = form.needed("role", ApiTokenController::role);
        Optional<Secret> password = form.optional("password", AdministratorController::password);
        form.check();
        AdministratorChange change =
                register.add(name.orElseThrow(), role.orElseThrow(), password, actor, clock.instant());
        return ResponseEntity.status(HttpStatus.CREATED).body(AdministratorView.of(done(change, "")));
    }

    @PostMapping(path = "/{name}/resetPassword", consumes = APPLICATION_JSON_VALUE)
    AdministratorView resetPassword(@PathVariable String name, Body body, Actor actor) {
        GraphError.require(actor, Right.MANAGE_ADMINISTRATORS);
        Form form = new Form(body, "password");
        Optional<Secret> password = form.optional("password", AdministratorController::password);
        form.check();
        return AdministratorView.of(done(register.resetPassword(known(name), password, actor, clock.instant()), name));
    }

    /** For who lost the phone and the recovery codes. */
    @PostMapping(path = "/{name}/removeSecondFactor", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> removeSecondFactor(@PathVariable String name, Body body, Actor actor) {
        GraphError.require(actor, Right.MANAGE_ADMINISTRATORS);
        Form form = new Form(body, "reason");
        Optional<Reason> reason = form.needed("reason", Reason::of);
        form.check();
        Administrator administrator = administrators.find(known(name)).orElseThrow(() -> notFound(name));
        return switch (lost.remove(administrator, reason.orElseThrow(), actor, clock.instant())) {
            case FactorRemoval.Removed() -> ResponseEntity.noContent().build();
            case FactorRemoval.NothingThere() ->
                throw GraphError.notFound("The administrator '" + administrator.name() + "' has no second factor.");
            case FactorRemoval.OwnAccount() ->
                throw GraphError.of(ErrorKind.CONFLICT, "Nobody does this to the own account: ask another one.");
            case FactorRemoval.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
        };
    }

    @DeleteMapping("/{name}")
    ResponseEntity<Void> remove(@PathVariable String name, Actor actor) {
        GraphError.require(actor, Right.MANAGE_ADMINISTRATORS);
        done(register.remove(known(name), actor, clock.instant()), name);
        return ResponseEntity.noContent().build();
    }

    private static AdministratorChange.Done done(AdministratorChange change, String name) {
        return switch (change) {
            case AdministratorChange.Done done -> done;
            case AdministratorChange.NameTaken(AccountName taken) ->
                throw GraphError.invalid("name", "another administrator is called '" + taken + "'");
            case AdministratorChange.UserHasName(AccountName taken) ->
                throw GraphError.invalid(
                        "name",
                        "a user of the directory signs in as '" + taken
                                + "' on the same page: give the user a role, or choose another name");
            case AdministratorChange.NotFound() -> throw notFound(name);
            case AdministratorChange.LastGlobalAdministrator() ->
                throw GraphError.of(
                        ErrorKind.CONFLICT, "The last global administrator cannot be removed: add another one first.");
            case AdministratorChange.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
            case AdministratorChange.Busy() ->
                throw GraphError.of(
                        ErrorKind.SERVICE_NOT_AVAILABLE, "Too many passwords are being checked: try again.");
        };
    }

    private static AccountName name(String text) {
        return Administrator.parseName(text)
                .orElseThrow(() -> new IllegalArgumentException("must be 1 to " + Administrator.MAX_NAME
                        + " letters, digits and . _ @ + -, and begin with a letter or a digit"));
    }

    private static Secret password(String text) {
        Secret password = Secret.of(text);
        Passwords.problem(password).ifPresent(problem -> {
            throw new IllegalArgumentException(
                    "must have " + Passwords.MIN_LENGTH + " to " + Passwords.MAX_LENGTH + " characters");
        });
        return password;
    }

    private static AccountName known(String name) {
        return Administrator.parseName(name).orElseThrow(() -> notFound(name));
    }

    private static GraphError notFound(String name) {
        return GraphError.notFound("There is no administrator '" + name + "'.");
    }
}
