package org.odklep.web.api.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordChange;
import org.odklep.user.User;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.ErrorKind;
import org.odklep.web.graph.Form;
import org.odklep.web.graph.GraphError;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One thing done to many users: each by itself, with a result for each. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/users/bulk", produces = APPLICATION_JSON_VALUE)
class UserBulkController {
    static final int MAX_USERS = 1000;

    private final Users users;
    private final UserPasswords passwords;
    private final UserFinder finder;
    private final InstantSource clock;

    UserBulkController(Users users, UserPasswords passwords, UserFinder finder, InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.finder = finder;
        this.clock = clock;
    }

    /** What can be done to many. */
    enum Action {
        BLOCK_SIGN_IN("blockSignIn", Right.BLOCK_SIGN_IN),
        ALLOW_SIGN_IN("allowSignIn", Right.BLOCK_SIGN_IN),
        REVOKE_SESSIONS("revokeSignInSessions", Right.RESET_PASSWORD),
        RESET_PASSWORD("resetPassword", Right.RESET_PASSWORD),
        DELETE("delete", Right.EDIT_USERS);

        private final String key;
        private final Right right;

        Action(String key, Right right) {
            this.key = key;
            this.right = right;
        }

        /** @throws IllegalArgumentException with a message for the user */
        static Action of(String key) {
            for (Action action : values()) {
                if (action.key.equals(key)) {
                    return action;
                }
            }
            throw new IllegalArgumentException(
                    "must be blockSignIn, allowSignIn, revokeSignInSessions, resetPassword or delete");
        }
    }

    /** What is to be done to each of them. */
    private record Order(Action action, Reason reason, Actor actor) {}

    record Results(List<Result> value) {}

    /**
     * What came of it for one user.
     *
     * @param user as the request named it
     * @param newPassword a made one; in this answer, and never again
     * @param error null when it was done
     */
    record Result(
            String user,
            String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String newPassword,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Failure error) {
        @Override
        public String toString() {
            return "Result[" + user + ", " + status + "]";
        }
    }

    record Failure(String code, String message) {}

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    Results run(Body body, Actor actor) {
        GraphError.require(actor, Right.READ_USERS);
        Form form = new Form(body, "action", "users", "reason");
        Optional<Action> action = form.needed("action", Action::of);
        Optional<Reason> reason = form.optional("reason", Reason::of);
        Set<String> names = new LinkedHashSet<>(form.many("users", text -> text));
        if (names.isEmpty() || names.size() > MAX_USERS) {
            form.refuse("users", "must name 1 to " + MAX_USERS + " users");
        }
        form.check();
        GraphError.require(actor, action.orElseThrow().right);
        Order order = new Order(action.orElseThrow(), reason.orElse(UserForm.THROUGH_API), actor);
        List<Result> results = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            results.add(result(name, order, seen));
        }
        return new Results(results);
    }

    /** What was done before the store went away is told all the same: made passwords are known here only. */
    private Result result(String name, Order order, Set<String> seen) {
        try {
            Optional<Secret> made = act(once(finder.known(name, order.actor), seen), order);
            return new Result(name, "done", made.map(Secret::reveal).orElse(null), null);
        } catch (GraphError e) {
            return failed(name, e);
        } catch (StoreUnavailable e) {
            return failed(name, GraphError.of(ErrorKind.SERVICE_NOT_AVAILABLE, "The store is away; try again later."));
        }
    }

    /** A second reset would make the password worthless that the first one is answered with. */
    private static User once(User user, Set<String> seen) {
        if (!seen.add(user.id())) {
            throw GraphError.of(ErrorKind.INVALID_REQUEST, "This user is named in the request before.");
        }
        return user;
    }

    private static Result failed(String name, GraphError error) {
        return new Result(name, "failed", null, new Failure(error.code(), String.valueOf(error.getMessage())));
    }

    private Optional<Secret> act(User user, Order order) {
        Actor actor = order.actor;
        switch (order.action) {
            case BLOCK_SIGN_IN -> Outcomes.user(users.blockSignIn(user.id(), order.reason, actor, clock.instant()));
            case ALLOW_SIGN_IN -> Outcomes.user(users.allowSignIn(user.id(), order.reason, actor, clock.instant()));
            case REVOKE_SESSIONS -> Outcomes.user(users.revokeSessions(user.id(), actor, clock.instant()));
            case DELETE -> Outcomes.user(users.delete(user.id(), order.reason, actor, clock.instant()));
            case RESET_PASSWORD -> {
                PasswordChange.Done done = Outcomes.done(
                        passwords.reset(user.id(), NewPassword.AUTOMATIC, actor, clock.instant()), "newPassword");
                return done.made();
            }
        }
        return Optional.empty();
    }
}
