package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.user.NewPassword;
import org.odklep.user.PasswordProblem;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserChange;
import org.odklep.user.UserCreation;
import org.odklep.user.UserPasswords;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Add a user, and edit one. */
@Controller
@RequestMapping(UserSearch.PATH)
class UserFormPages {
    private final Users users;
    private final UserPasswords passwords;
    private final SlipAddress address;
    private final InstantSource clock;

    UserFormPages(Users users, UserPasswords passwords, SlipAddress address, InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.address = address;
        this.clock = clock;
    }

    @GetMapping("/new")
    ModelAndView blank(Actor actor, Words words) {
        NeedsRole.unless(actor, Right.EDIT_USERS);
        return added(UserDraft.BLANK, Map.of(), false, words);
    }

    /** Answers with the password itself: it is stored nowhere for a page to come. */
    @PostMapping("/new")
    ModelAndView add(
            @RequestParam Map<String, String> fields,
            @RequestParam(defaultValue = "") Secret own,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.EDIT_USERS);
        UserDraft draft = typed(fields);
        boolean chosen = "own".equals(fields.get("how"));
        boolean mustChange = Boolean.parseBoolean(fields.get("mustChange"));
        UserDraft.Read read = draft.read(words);
        if (read.profile().isEmpty()) {
            return added(draft, read.problems(), chosen, words);
        }
        NewPassword password = new NewPassword(chosen ? Optional.of(own) : Optional.empty(), mustChange, true);
        UserCreation outcome =
                passwords.create(new Users.Edit(read.profile().get(), Set.of()), password, actor, clock.instant());
        return switch (outcome) {
            case UserCreation.Created(User user, Optional<Secret> made) -> slip(user, made, mustChange, words);
            case UserCreation.NameTaken(AccountName name) ->
                added(draft, taken(name, read.profile().get(), words), chosen, words);
            case UserCreation.PasswordRefused(List<PasswordProblem> problems) ->
                added(draft, Map.of("own", String.join(" ", PasswordWords.say(problems, words))), chosen, words);
            case UserCreation.Busy() -> added(draft, Map.of("own", words.say("user.problem.busy")), chosen, words);
            case UserCreation.NotAllowed(Role needed) -> added(draft, outside(actor, needed, words), chosen, words);
        };
    }

    @GetMapping("/{id}/edit")
    ModelAndView edit(@PathVariable String id, Actor actor, Words words) {
        User user = find(id, actor);
        return edited(user, user.version(), UserDraft.of(user), Map.of(), words);
    }

    @FreshProof(onRoles = true)
    @PostMapping("/{id}/edit")
    ModelAndView change(
            @PathVariable String id,
            @RequestParam long version,
            @RequestParam Map<String, String> fields,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        User user = find(id, actor);
        UserDraft draft = typed(fields);
        UserDraft.Read read = draft.read(words);
        if (read.profile().isEmpty()) {
            return edited(user, version, draft, read.problems(), words);
        }
        Users.Edit edit = new Users.Edit(read.profile().get(), user.roles());
        UserChange outcome = users.update(user.withVersion(version), edit, actor, clock.instant());
        return switch (outcome) {
            case UserChange.NameTaken(AccountName name) ->
                edited(user, version, draft, taken(name, read.profile().get(), words), words);
            case UserChange.NotAllowed(Role needed) ->
                edited(user, version, draft, outside(actor, needed, words), words);
            case UserChange.Conflict() -> conflict(find(id, actor), draft, words);
            case UserChange other -> {
                flash.addFlashAttribute("outcome", AccountPages.say(other, "userForm.changed", words));
                yield new ModelAndView("redirect:" + AccountAddresses.of(user));
            }
        };
    }

    /** The form as it was typed, to be compared with what somebody else stored meanwhile; the next one replaces that. */
    private static ModelAndView conflict(User now, UserDraft draft, Words words) {
        ModelAndView form = edited(now, now.version(), draft, Map.of(), words);
        form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return form.addObject("now", UserDetails.of(now, words));
    }

    private User find(String id, Actor actor) {
        return OneUser.find(users, id, Right.EDIT_USERS, actor);
    }

    private ModelAndView slip(User user, Optional<Secret> made, boolean mustChange, Words words) {
        PasswordSlips slips = new PasswordSlips(List.of(PasswordSlips.Slip.of(user, made)), List.of(), List.of());
        ModelAndView page = slips.page(AccountAddresses.of(user), words)
                .addObject("heading", words.say("userForm.added", user.displayName()))
                .addObject("another", UserSearch.PATH + "/new");
        return address.addTo(page, mustChange);
    }

    private static Map<String, String> taken(AccountName name, Profile profile, Words words) {
        String field = profile.aliases().contains(name) ? UserDraft.ALIASES : UserDraft.NAME;
        return Map.of(field, words.say("userForm.taken", name.value()));
    }

    /** Who may edit users at all lacks a role here because of a domain. */
    private static Map<String, String> outside(Actor actor, Role needed, Words words) {
        if (!actor.may(Right.EDIT_USERS) || actor.domains().isEmpty()) {
            throw new NeedsRole(needed);
        }
        String domains =
                actor.domains().stream().map(MailDomain::value).sorted().collect(Collectors.joining(", "));
        return Map.of(UserDraft.NAME, words.say("userForm.outside", domains));
    }

    private static UserDraft typed(Map<String, String> fields) {
        Map<String, String> values = new HashMap<>(fields);
        values.keySet().retainAll(UserFormView.FIELDS);
        return new UserDraft(values);
    }

    private static ModelAndView added(UserDraft draft, Map<String, String> problems, boolean own, Words words) {
        return form(draft, problems, UserSearch.PATH, words)
                .addObject("heading", words.say("userForm.add"))
                .addObject("action", UserSearch.PATH + "/new")
                .addObject("isNew", true)
                .addObject("own", own)
                .addObject("problem", problems.get("own"));
    }

    private static ModelAndView edited(
            User user, @Nullable Long version, UserDraft draft, Map<String, String> problems, Words words) {
        String page = AccountAddresses.of(user);
        return form(draft, problems, page, words)
                .addObject("heading", words.say("userForm.edit", user.displayName()))
                .addObject("action", page + "/edit")
                .addObject("isNew", false)
                .addObject("version", version);
    }

    private static ModelAndView form(UserDraft draft, Map<String, String> problems, String back, Words words) {
        ModelAndView form = new ModelAndView("user-form")
                .addObject("form", UserFormView.of(draft, problems, words))
                .addObject("back", back);
        form.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return form;
    }
}
