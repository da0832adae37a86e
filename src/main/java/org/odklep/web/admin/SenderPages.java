package org.odklep.web.admin;

import java.time.InstantSource;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.Reason;
import org.odklep.signin.SignIns;
import org.odklep.signin.UnlockResult;
import org.odklep.user.Users;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An account by its name: the page of the user who has it, or what the gates know of one outside of the directory. */
@Controller
@RequestMapping(AccountAddresses.BY_NAME)
class SenderPages {
    private final Users users;
    private final NamedAccounts accounts;
    private final AccountStates states;
    private final SignIns signIns;
    private final InstantSource clock;

    SenderPages(Users users, NamedAccounts accounts, AccountStates states, SignIns signIns, InstantSource clock) {
        this.users = users;
        this.accounts = accounts;
        this.states = states;
        this.signIns = signIns;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(@RequestParam(defaultValue = "") String name, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.READ);
        AccountName account = parse(name);
        return users.find(account.value(), actor)
                .map(user -> new ModelAndView("redirect:" + AccountAddresses.of(user)))
                .orElseGet(() -> page(account, actor, words));
    }

    /** Ends the lockouts of an account outside of the directory. */
    @PostMapping("/lockout")
    ModelAndView unlock(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "reason", defaultValue = "") String text,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.RELEASE);
        AccountName account = parse(name);
        Optional<String> problem = Reasons.problem(text, words);
        if (problem.isPresent()) {
            ModelAndView again = page(account, actor, words);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again.addObject("lockoutProblem", problem.get()).addObject("lockoutReason", text);
        }
        boolean done = switch (signIns.unlock(account, Reason.of(text), actor, clock.instant())) {
            case UnlockResult.Unlocked() -> true;
            case UnlockResult.NotLocked() -> false;
            case UnlockResult.NotAllowed(Role needed) -> throw new NeedsRole(needed);
        };
        Told.tell(flash, words.say(done ? "user.done.unlocked" : "user.done.nothing"), done);
        return new ModelAndView("redirect:" + AccountAddresses.of(account));
    }

    private ModelAndView page(AccountName account, Actor actor, Words words) {
        AccountState state = states.of(account, actor, words);
        return new ModelAndView("sender")
                .addObject("state", state)
                .addObject("byName", account.value())
                .addObject("charts", state.activity().hasChart());
    }

    private AccountName parse(String name) {
        return accounts.parse(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
