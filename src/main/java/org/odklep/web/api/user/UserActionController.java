package org.odklep.web.api.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.Secret;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.Form;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done to a user that is no property: ending the sessions, resetting the password. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/users/{idOrName}", produces = APPLICATION_JSON_VALUE)
class UserActionController {
    /** What Graph calls the method of signing in with a password, of every user alike. */
    private static final String PASSWORD_METHOD = "28c10230-6103-485e-b985-444c60001490";

    private final Users users;
    private final UserPasswords passwords;
    private final UserFinder finder;
    private final Links links;
    private final InstantSource clock;

    UserActionController(Users users, UserPasswords passwords, UserFinder finder, Links links, InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.finder = finder;
        this.links = links;
        this.clock = clock;
    }

    /** Graph's answer to an action that says whether it was done. */
    record Truth(@JsonProperty("@odata.context") String context, boolean value) {}

    /** Graph's {@code longRunningOperation}; ours are over before they are asked about. */
    record Operation(
            String id, Instant createdDateTime, Instant lastActionDateTime, String status, String statusDetail) {}

    /** Takes no body; one that is sent is not looked at. */
    @PostMapping("/revokeSignInSessions")
    Truth revoke(HttpServletRequest request, @PathVariable String idOrName, Actor actor) {
        User user = finder.known(idOrName, actor);
        Outcomes.user(users.revokeSessions(user.id(), actor, clock.instant()));
        return new Truth(links.context(request, "Edm.Boolean"), true);
    }

    @PostMapping(
            path = "/authentication/methods/" + PASSWORD_METHOD + "/resetPassword",
            consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<PasswordReset> reset(
            HttpServletRequest request, @PathVariable String idOrName, Body body, Actor actor) {
        GraphError.require(actor, Right.RESET_PASSWORD);
        User user = finder.known(idOrName, actor);
        Form form = new Form(body, "newPassword", "forceChangePasswordNextSignIn", "revokeSignInSessions");
        Optional<Secret> chosen = form.optional("newPassword", Secret::of);
        boolean mustChange = form.flag("forceChangePasswordNextSignIn").orElse(true);
        boolean signOut = form.flag("revokeSignInSessions").orElse(true);
        form.check();
        PasswordChange.Done done = Outcomes.done(
                passwords.reset(user.id(), new NewPassword(chosen, mustChange, signOut), actor, clock.instant()),
                "newPassword");
        return ResponseEntity.accepted()
                .location(links.below(
                        request, "/users/" + user.id() + "/authentication/operations/" + operation(done.user())))
                .body(new PasswordReset(
                        links.context(request, "microsoft.graph.passwordResetResponse"),
                        done.made().map(Secret::reveal).orElse(null)));
    }

    /** The last reset, by its instant; an earlier one was overtaken. */
    @GetMapping("/authentication/operations/{operation}")
    Operation operation(@PathVariable String idOrName, @PathVariable String operation, Actor actor) {
        User user = finder.known(idOrName, actor);
        if (!operation(user).equals(operation)) {
            throw GraphError.notFound("There is no such operation, or a later password took its place.");
        }
        Instant at = user.password().changedAt();
        return new Operation(operation, at, at, "succeeded", "ResetSuccess");
    }

    private static String operation(User user) {
        return Long.toString(user.password().changedAt().toEpochMilli());
    }
}
