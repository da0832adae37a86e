package org.odklep.web.admin.home;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.lock.Locks;
import org.odklep.sending.OutboundPolicies;
import org.odklep.user.SearchText;
import org.odklep.user.User;
import org.odklep.user.UserQuery;
import org.odklep.web.admin.AccountAddresses;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Somebody cannot sign in or send": who, what is wrong, and the one next step. */
@Controller
@RequestMapping("/guide")
class GuidePages {
    private final GuideSearch search;
    private final Diagnoses diagnoses;
    private final OutboundPolicies policies;
    private final Locks locks;
    private final InstantSource clock;

    GuidePages(GuideSearch search, Diagnoses diagnoses, OutboundPolicies policies, Locks locks, InstantSource clock) {
        this.search = search;
        this.diagnoses = diagnoses;
        this.policies = policies;
        this.locks = locks;
        this.clock = clock;
    }

    /**
     * Somebody to choose.
     *
     * @param found what fits the text, where neither name nor account does; null otherwise
     */
    record Choice(String name, String account, @Nullable String found, String href) {
        static Choice of(User user, String text) {
            String account = user.name().value();
            return new Choice(user.displayName(), account, found(user, text), Links.guide(account));
        }

        private static @Nullable String found(User user, String text) {
            String wanted = SearchText.normalise(text);
            boolean plain = Stream.of(user.displayName(), user.name().value())
                    .anyMatch(each -> SearchText.normalise(each).contains(wanted));
            return plain
                    ? null
                    : Stream.concat(
                                    user.profile().mail().stream().map(MailAddress::toString),
                                    user.profile().aliases().stream().map(AccountName::value))
                            .filter(each -> SearchText.normalise(each).contains(wanted))
                            .findFirst()
                            .orElse(null);
        }
    }

    @GetMapping
    String show(
            @RequestParam(name = "account", defaultValue = "") String asked, Actor actor, Words words, Model model) {
        String text = text(asked);
        model.addAttribute("account", text);
        if (!text.isEmpty()) {
            switch (search.find(text, actor, clock.instant())) {
                case GuideSearch.Found.One(AccountName account, Optional<User> user) ->
                    model.addAttribute("guide", answer(account, user, actor, words));
                case GuideSearch.Found.Several(List<User> users, boolean more) -> choices(users, text, more, model);
                case GuideSearch.Found.Nobody() -> nobody(text, actor, model);
            }
        }
        return "guide";
    }

    /** What the field shows below itself while somebody types. */
    @GetMapping("/suggestions")
    String suggestions(
            @RequestParam(name = "account", defaultValue = "") String asked, Actor actor, Words words, Model model) {
        String text = text(asked);
        List<User> users = text.isEmpty()
                ? List.of()
                : switch (search.alike(text, actor)) {
                    case GuideSearch.Found.One(AccountName account, Optional<User> user) ->
                        user.stream().toList();
                    case GuideSearch.Found.Several(List<User> several, boolean more) -> several;
                    case GuideSearch.Found.Nobody() -> List.<User>of();
                };
        model.addAttribute("asked", !text.isEmpty());
        model.addAttribute("count", words.count("guide.suggested", users.size()));
        choices(users, text, false, model);
        return "parts-guide :: suggestions";
    }

    /** A whole address needs no spelling out: what is known of it is on the page of the account. */
    private static void nobody(String text, Actor actor, Model model) {
        Optional<AccountName> address = AccountName.parse(text)
                .filter(name -> name.domain().isPresent() && text.chars().noneMatch(Character::isWhitespace));
        model.addAttribute("nobody", true);
        model.addAttribute("stranger", address.isPresent());
        model.addAttribute(
                "strangerHref",
                address.filter(name -> actor.may(Right.READ))
                        .map(AccountAddresses::of)
                        .orElse(null));
    }

    private static void choices(List<User> users, String text, boolean more, Model model) {
        model.addAttribute(
                "choices", users.stream().map(user -> Choice.of(user, text)).toList());
        model.addAttribute("more", more);
    }

    private GuideWords.Answer answer(AccountName account, Optional<User> user, Actor actor, Words words) {
        Instant now = clock.instant();
        Diagnosis diagnosis = diagnoses.of(account, user, actor, now);
        return new GuideWords(new RestrictionWords(words, policies, locks, now), actor).answer(diagnosis);
    }

    /** What was asked for, without blanks around it and not longer than anything that is searched. */
    static String text(@Nullable String asked) {
        String text = asked == null ? "" : asked.strip();
        return text.substring(0, Math.min(text.length(), UserQuery.MAX_TEXT));
    }

    /** Whether a support case can be prepared: it holds what only readers of the security pages see. */
    static boolean mayPrepare(Actor actor) {
        return actor.may(Right.READ);
    }
}
