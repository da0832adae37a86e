package org.odklep.web.admin.policy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.setting.SettingProblem;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.PlaceStore;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInProtection;
import org.odklep.signin.SprayGuard;
import org.odklep.web.admin.Field;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Policies &gt; Sign-in protection: smart lockout, password spray, shared hosts, and the lists of sign-ins. */
@Controller
@RequestMapping(SignInProtectionPages.PATH)
class SignInProtectionPages {
    static final String PATH = "/policies/sign-in-protection";

    private static final Map<String, String> KEYS = Map.of(
            SignInProtection.THRESHOLD, "odklep.lockout.threshold",
            SignInProtection.DURATION, "odklep.lockout.duration",
            SignInProtection.LONGEST, "odklep.lockout.longest",
            SignInProtection.SHARED_HOSTS, "odklep.lockout.shared-hosts");

    private final SignInProtection protection;
    private final SignInLists lists;
    private final InstantSource clock;

    SignInProtectionPages(SignInProtection protection, SignInLists lists, InstantSource clock) {
        this.protection = protection;
        this.lists = lists;
        this.clock = clock;
    }

    /** @param asked from which row on each list is shown, under its name */
    @GetMapping
    ModelAndView page(@RequestParam Map<String, String> asked, Actor actor, Words words) {
        NeedsRole.unless(actor, Right.READ);
        return page(Map.of(), protection.revision(), SettingProblems.NONE, actor, words)
                .addObject("lists", lists(asked, words));
    }

    @PostMapping
    ModelAndView save(@RequestParam Map<String, String> typed, Actor actor, Words words, RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_POLICIES);
        String revision = typed.getOrDefault("revision", "");
        return new SettingOutcome(
                        PATH,
                        words.say("protection.saved"),
                        (values, seen, problems) -> page(values, seen, problems, actor, words),
                        problem -> say(problem, words),
                        protection::revision)
                .answer(protection.change(typed, revision, actor, clock.instant()), typed, revision, flash);
    }

    private static String say(SettingProblem problem, Words words) {
        return switch (problem.name()) {
            case SignInProtection.THRESHOLD -> words.say("protection.problem.number", SignInProtection.MOST_FAILURES);
            case SignInProtection.SHARED_HOSTS ->
                problem.value().isEmpty()
                        ? words.say("protection.problem.hosts", SignInProtection.MOST_HOSTS)
                        : words.say("protection.problem.host", problem.value());
            default ->
                problem.value().isEmpty() && problem.name().equals(SignInProtection.LONGEST)
                        ? words.say("protection.problem.longest", SignInProtection.MOST_TIME.toSeconds())
                        : words.say("protection.problem.number", SignInProtection.MOST_TIME.toSeconds());
        };
    }

    private ModelAndView page(
            Map<String, String> typed, String revision, SettingProblems problems, Actor actor, Words words) {
        ModelAndView page = new ModelAndView("sign-in-protection");
        page.addObject(
                "numbers",
                List.of(
                        field(SignInProtection.THRESHOLD, typed, problems, words),
                        field(SignInProtection.DURATION, typed, problems, words),
                        field(SignInProtection.LONGEST, typed, problems, words)));
        page.addObject("hosts", field(SignInProtection.SHARED_HOSTS, typed, problems, words));
        page.addObject("revision", revision);
        page.addObject("wrong", !problems.isEmpty());
        page.addObject("mayEdit", actor.may(Right.EDIT_POLICIES));
        page.addObject("mayList", actor.may(Right.EDIT_ALLOW_LIST));
        page.addObject("explained", explained(words));
        page.addObject("lists", lists(Map.of(), words));
        return page;
    }

    private SettingField field(String name, Map<String, String> typed, SettingProblems problems, Words words) {
        boolean fixed = protection.isFixed(name);
        String value = fixed ? protection.text(name) : typed.getOrDefault(name, protection.text(name));
        String end = name.substring(name.indexOf('.') + 1);
        Field field = Field.of(
                name,
                words.say("protection.field." + end),
                words.say("protection.fieldHelp." + end),
                value,
                problems.at(name));
        return new SettingField(field, KEYS.getOrDefault(name, ""), fixed);
    }

    /** How it works, a paragraph for each thing. */
    private List<Explanation> explained(Words words) {
        LockoutPolicy lockout = protection.current().lockout();
        return List.of(
                new Explanation(
                        words.say("protection.lockout"),
                        words.say(
                                "protection.lockoutText",
                                words.count("protection.wrongPasswords", lockout.threshold()),
                                time(lockout.first(), words),
                                LockoutPolicy.EQUAL,
                                time(lockout.longest(), words),
                                time(LockoutPolicy.FORGOTTEN_AFTER, words))),
                new Explanation(
                        words.say("protection.familiar"),
                        words.say("protection.familiarText", PlaceStore.REMEMBERED.toDays(), PlaceStore.MAX_PLACES)),
                new Explanation(
                        words.say("protection.spray"),
                        words.say(
                                "protection.sprayText",
                                SprayGuard.WINDOW.toMinutes(),
                                SprayGuard.SLOWED,
                                SprayGuard.LONGEST.toSeconds(),
                                SprayGuard.REFUSED)));
    }

    /** In the largest unit that leaves no rest: 60 seconds, 5 hours. */
    private static String time(Duration time, Words words) {
        long seconds = time.toSeconds();
        if (seconds % 3600 == 0) {
            return words.count("protection.hours", time.toHours());
        }
        return seconds > 60 && seconds % 60 == 0
                ? words.count("protection.minutes", time.toMinutes())
                : words.count("protection.seconds", seconds);
    }

    /** Something, and how it works. */
    record Explanation(String title, String text) {}

    private List<SignInListPages.View> lists(Map<String, String> asked, Words words) {
        return Stream.of(SignInListEntry.Kind.BLOCK, SignInListEntry.Kind.ALLOW)
                .map(kind -> SignInListPages.View.of(kind, lists.entries(kind, clock.instant()), asked, words))
                .toList();
    }
}
