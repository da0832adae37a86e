package org.odklep.web.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Administrators;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.signin.SignIns;
import org.odklep.signin.UnlockResult;
import org.odklep.user.Users;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.Form;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts that are locked out after wrong passwords: list them, end a lockout without a new password. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/security/lockouts", produces = APPLICATION_JSON_VALUE)
class LockoutController {
    private final SignIns signIns;
    private final Administrators administrators;
    private final Users users;
    private final Links links;
    private final ApiSettings settings;
    private final InstantSource clock;

    LockoutController(
            SignIns signIns,
            Administrators administrators,
            Users users,
            Links links,
            ApiSettings settings,
            InstantSource clock) {
        this.signIns = signIns;
        this.administrators = administrators;
        this.users = users;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Outcome of an unlock on the wire.
     *
     * @param wasLockedOut false when there were too few wrong passwords for it
     */
    record Unlocked(String status, String accountName, boolean wasLockedOut) {}

    @GetMapping
    Listing<LockoutView> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ);
        ListOptions options = ListOptions.of(request, ListOptions.TOP);
        List<LockoutView> rows = signIns.locked(clock.instant(), options.top()).stream()
                .map(LockoutView::of)
                .toList();
        return links.whole(request, rows);
    }

    /** Wrong passwords are counted for the user, whichever alias is said, or for the administrator who has the name. */
    @PostMapping(path = "/release", consumes = APPLICATION_JSON_VALUE)
    Unlocked release(Body body, Actor actor) {
        GraphError.require(actor, actor.may(Right.RELEASE) ? Right.RELEASE : Right.RESET_PASSWORD);
        Instant now = clock.instant();
        Form form = new Form(body, "accountName", "reason");
        Optional<AccountName> account = form.needed("accountName", AccountName::named);
        Optional<Reason> reason = form.needed("reason", Reason::of);
        form.check();
        AccountName name = account.map(typed -> counted(typed, now)).orElseThrow();
        boolean locked = !signIns.lockouts(name, now).isEmpty();
        return switch (unlock(name, reason.orElseThrow(), actor, now)) {
            case UnlockResult.Unlocked() -> new Unlocked("released", name.value(), locked);
            case UnlockResult.NotLocked() -> new Unlocked("notLocked", name.value(), false);
            case UnlockResult.NotAllowed(Role needed) -> throw GraphError.accessDenied(needed);
        };
    }

    /** Names of administrators have no domain, and a user at the default domain may be called by the same. */
    private AccountName counted(AccountName typed, Instant now) {
        boolean administrator = administrators.find(typed).isPresent()
                && !signIns.lockouts(typed, now).isEmpty();
        return administrator ? typed : settings.ownName(typed);
    }

    private UnlockResult unlock(AccountName name, Reason reason, Actor actor, Instant now) {
        return users.find(name.value(), actor)
                .map(user -> signIns.unlock(user, reason, actor, now))
                .orElseGet(() -> signIns.unlock(name, reason, actor, now));
    }
}
