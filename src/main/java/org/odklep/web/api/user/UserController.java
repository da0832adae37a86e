package org.odklep.web.api.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_PLAIN_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.Reason;
import org.odklep.user.User;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPage;
import org.odklep.user.UserPasswords;
import org.odklep.user.UserRevisions;
import org.odklep.user.Users;
import org.odklep.web.api.ApiSettings;
import org.odklep.web.graph.Body;
import org.odklep.web.graph.GraphError;
import org.odklep.web.graph.Links;
import org.odklep.web.graph.ListOptions;
import org.odklep.web.graph.Listing;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The users of the built-in directory: list, look at, add, change, delete. */
@RestController
@RequestMapping(path = ApiSettings.V1 + "/users", produces = APPLICATION_JSON_VALUE)
class UserController {
    private final Users users;
    private final UserPasswords passwords;
    private final UserRevisions revisions;
    private final UserFinder finder;
    private final Links links;
    private final InstantSource clock;

    UserController(
            Users users,
            UserPasswords passwords,
            UserRevisions revisions,
            UserFinder finder,
            Links links,
            InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.revisions = revisions;
        this.finder = finder;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping
    Listing<Map<String, @Nullable Object>> list(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ_USERS);
        ListOptions options = UserSelection.options(request);
        Set<String> selected = UserView.selected(options);
        UserSelection selection = UserSelection.of(options);
        boolean counted =
                options.count() && options.value(ListOptions.SKIP_TOKEN).isEmpty();
        UserPage page = selection.page(users, actor);
        List<Map<String, @Nullable Object>> rows =
                page.users().stream().map(user -> UserView.of(user, selected)).toList();
        Listing<Map<String, @Nullable Object>> listing = links.page(request, options, rows, page.next());
        return counted ? selection.count(users, actor).map(listing::withCount).orElse(listing) : listing;
    }

    /** Graph's own clients send the header {@code ConsistencyLevel} with it, which makes no difference here. */
    @GetMapping(path = "/$count", produces = TEXT_PLAIN_VALUE)
    String count(HttpServletRequest request, Actor actor) {
        GraphError.require(actor, Right.READ_USERS);
        UserSelection selection = UserSelection.of(ListOptions.of(request, ListOptions.FILTER, ListOptions.SEARCH));
        return selection
                .count(users, actor)
                .map(String::valueOf)
                .orElseThrow(() ->
                        GraphError.invalid(ListOptions.FILTER, "means more users than are counted; ask for fewer"));
    }

    @GetMapping("/{idOrName}")
    Map<String, @Nullable Object> get(HttpServletRequest request, @PathVariable String idOrName, Actor actor) {
        ListOptions options = ListOptions.of(request, ListOptions.SELECT);
        return UserView.of(finder.known(idOrName, actor), UserView.selected(options));
    }

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, @Nullable Object>> add(HttpServletRequest request, Body body, Actor actor) {
        GraphError.require(actor, Right.EDIT_USERS);
        UserPasswords.NewUser wanted = new UserForm(body, finder).added();
        UserCreation.Created created = Outcomes.created(passwords.create(wanted, actor, clock.instant()));
        return ResponseEntity.created(links.member(request, created.user().id()))
                .body(UserView.of(created.user(), created.made()));
    }

    @PatchMapping(path = "/{idOrName}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> change(@PathVariable String idOrName, Body body, Actor actor) {
        User user = finder.known(idOrName, actor);
        UserRevisions.Revision wanted = new UserForm(body, finder).change(user);
        Outcomes.done(revisions.revise(user, wanted, actor, clock.instant()), Outcomes.PASSWORD);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{idOrName}")
    ResponseEntity<Void> delete(HttpServletRequest request, @PathVariable String idOrName, Actor actor) {
        Reason reason = reason(ListOptions.of(request, "reason").value("reason"));
        User user = finder.known(idOrName, actor);
        Outcomes.user(users.delete(user.id(), reason, actor, clock.instant()));
        return ResponseEntity.noContent().build();
    }

    private static Reason reason(Optional<String> text) {
        try {
            return text.map(Reason::of).orElse(UserForm.THROUGH_API);
        } catch (IllegalArgumentException e) {
            throw GraphError.invalid("reason", String.valueOf(e.getMessage()));
        }
    }
}
