package org.odklep.web.admin.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInLists;
import org.odklep.web.admin.ConfirmPage;
import org.odklep.web.admin.Field;
import org.odklep.web.admin.NamedAccounts;
import org.odklep.web.admin.NeedsRole;
import org.odklep.web.admin.Reasons;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.list.Portion;
import org.odklep.web.admin.words.Moment;
import org.odklep.web.admin.words.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The lists of sign-ins that are blocked or spared by hand: adding to them and removing from them. */
@Controller
@RequestMapping(SignInProtectionPages.PATH + "/{list}")
class SignInListPages {
    private static final Map<String, Kind> LISTS = Map.of("blocked", Kind.BLOCK, "allowed", Kind.ALLOW);

    /** What a form offers for the last day. */
    private static final Duration USUAL = Duration.ofDays(30);

    private final SignInLists lists;
    private final NamedAccounts accounts;
    private final OrganisationDecision organisation;
    private final InstantSource clock;

    SignInListPages(SignInLists lists, NamedAccounts accounts, OrganisationDecision organisation, InstantSource clock) {
        this.lists = lists;
        this.accounts = accounts;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** The form, with the network and account filled in that a link from elsewhere names. */
    @GetMapping("/new")
    ModelAndView form(
            @PathVariable String list,
            @RequestParam(defaultValue = "") String network,
            @RequestParam(defaultValue = "") String account,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        known(list);
        LocalDate usual = LocalDate.ofInstant(clock.instant().plus(USUAL), organisation.zone());
        Map<String, String> offered = Map.of("until", usual.toString(), "network", network, "account", account);
        return form(list, offered, Map.of(), words);
    }

    @PostMapping("/new")
    ModelAndView add(
            @PathVariable String list,
            @RequestParam Map<String, String> typed,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        Instant now = clock.instant();
        Map<String, String> problems = new HashMap<>();
        Optional<Key> key = key(known(list), typed, problems, words);
        key.filter(each -> holdsOneself(each, actor))
                .ifPresent(each -> problems.put("network", words.say("signInList.problem.oneself")));
        Reasons.problem(typed.getOrDefault("reason", ""), words).ifPresent(problem -> problems.put("reason", problem));
        Optional<Instant> end = LastDay.end(typed.getOrDefault("until", ""), organisation.zone())
                .filter(now::isBefore);
        if (end.isEmpty()) {
            problems.put("until", words.say("exception.problem.until"));
        }
        if (key.isEmpty() || !problems.isEmpty()) {
            return form(list, typed, problems, words);
        }
        SignInListEntry entry =
                new SignInListEntry(key.get(), Reason.of(typed.getOrDefault("reason", "")), end.orElseThrow());
        switch (lists.add(entry, actor, now)) {
            case DONE ->
                Strangers.tell(
                        flash,
                        words.say("signInList.added." + list, entry.key().text()),
                        entry.key()
                                .account()
                                .filter(who -> accounts.isStranger(who, actor))
                                .isPresent(),
                        words);
            case FULL -> flash.addFlashAttribute("trouble", words.say("signInList.full", SignInLists.MAX_ENTRIES));
            case NOT_ALLOWED -> throw new NeedsRole(Right.EDIT_ALLOW_LIST.leastRole());
            case NOT_FOUND -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return new ModelAndView("redirect:" + SignInProtectionPages.PATH);
    }

    @GetMapping("/remove")
    ModelAndView confirm(
            @PathVariable String list,
            @RequestParam(defaultValue = "") String network,
            @RequestParam(defaultValue = "") String account,
            Actor actor,
            Words words) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        Key key = stored(known(list), network, account);
        return ConfirmPage.of(
                words.say("signInList.remove.title." + list, key.text()),
                words.say("signInList.remove.text." + list),
                removal(list, key),
                words.say("exception.remove"),
                SignInProtectionPages.PATH);
    }

    @PostMapping("/remove")
    String remove(
            @PathVariable String list,
            @RequestParam(defaultValue = "") String network,
            @RequestParam(defaultValue = "") String account,
            Actor actor,
            Words words,
            RedirectAttributes flash) {
        NeedsRole.unless(actor, Right.EDIT_ALLOW_LIST);
        Key key = stored(known(list), network, account);
        flash.addFlashAttribute("outcome", words.say("signInList.removed." + list, key.text()));
        return switch (lists.remove(key, actor, clock.instant())) {
            case DONE, NOT_FOUND, FULL -> "redirect:" + SignInProtectionPages.PATH;
            case NOT_ALLOWED -> throw new NeedsRole(Right.EDIT_ALLOW_LIST.leastRole());
        };
    }

    /**
     * A list, in finished words.
     *
     * @param name in addresses
     */
    record View(String name, String title, String intro, String none, String add, Portion<Row> portion) {
        /** @param asked from which row on it is shown, under its name */
        static View of(Kind kind, List<SignInListEntry> entries, Map<String, String> asked, Words words) {
            String name = kind == Kind.BLOCK ? "blocked" : "allowed";
            Portion<SignInListEntry> portion = Portion.of(
                    entries,
                    asked.getOrDefault(name, ""),
                    from -> Address.of(SignInProtectionPages.PATH).with(name, from) + "#list-" + name,
                    words);
            return new View(
                    name,
                    words.say("signInList.title." + name),
                    words.say("signInList.intro." + name),
                    words.say("signInList.none." + name),
                    words.say("signInList.add." + name),
                    portion.map(entry -> new Row(
                            entry.key().text(),
                            entry.reason().text(),
                            words.moment(entry.until()),
                            removal(name, entry.key()))));
        }
    }

    /** An entry, in finished words. */
    record Row(String what, String reason, Moment until, String removal) {}

    private static Kind known(String list) {
        Kind kind = LISTS.get(list);
        if (kind == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return kind;
    }

    private static String removal(String list, Key key) {
        return UriComponentsBuilder.fromPath(SignInProtectionPages.PATH + "/" + list + "/remove")
                .queryParam("network", "{network}")
                .queryParam("account", "{account}")
                .encode()
                .buildAndExpand(
                        key.network().map(ClientNetwork::toString).orElse(""),
                        key.account().map(AccountName::value).orElse(""))
                .toUriString();
    }

    private Key stored(Kind kind, String network, String account) {
        return lists.entries(kind, clock.instant()).stream()
                .map(SignInListEntry::key)
                .filter(key -> key.network()
                                .map(ClientNetwork::toString)
                                .orElse("")
                                .equals(network)
                        && key.account().map(AccountName::value).orElse("").equals(account))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Optional<Key> key(Kind kind, Map<String, String> typed, Map<String, String> problems, Words words) {
        String from = typed.getOrDefault("network", "").strip();
        String who = typed.getOrDefault("account", "").strip();
        Optional<ClientNetwork> network = ClientNetwork.parse(from).filter(each -> each.length() > 0);
        Optional<AccountName> account = AccountName.parseNamed(who).map(accounts::own);
        if (!from.isEmpty() && network.isEmpty()) {
            problems.put("network", words.say("signInList.problem.network"));
        }
        if (!who.isEmpty() && account.isEmpty()) {
            problems.put("account", words.say("policies.noAccount"));
        }
        if (from.isEmpty() && who.isEmpty()) {
            problems.put("network", words.say("signInList.problem.nothing"));
        }
        return problems.isEmpty() ? Optional.of(new Key(kind, network, account)) : Optional.empty();
    }

    /** Whoever blocks the network that they sit in would see that too late. */
    private static boolean holdsOneself(Key key, Actor actor) {
        return key.kind() == Kind.BLOCK
                && key.account().isEmpty()
                && key.network()
                        .filter(network -> ClientNetwork.of(actor.origin(), network.length())
                                .equals(Optional.of(network)))
                        .isPresent();
    }

    private ModelAndView form(String list, Map<String, String> typed, Map<String, String> problems, Words words) {
        ModelAndView form = new ModelAndView("sign-in-list-new");
        form.addObject("heading", words.say("signInList.add." + list));
        form.addObject("intro", words.say("signInList.intro." + list));
        form.addObject("action", SignInProtectionPages.PATH + "/" + list + "/new");
        form.addObject(
                "network",
                field(
                        "network",
                        words.say("signInList.network"),
                        words.say("signInList.networkHelp"),
                        typed,
                        problems));
        form.addObject(
                "account",
                field(
                        "account",
                        words.say("signInList.account"),
                        words.say("signInList.accountHelp"),
                        typed,
                        problems));
        form.addObject(
                "until",
                field(
                        "until",
                        words.say("exception.until"),
                        words.say("signInList.untilHelp", organisation.zone().getId()),
                        typed,
                        problems));
        form.addObject("reason", typed.getOrDefault("reason", ""));
        form.addObject("reasonProblem", problems.get("reason"));
        form.setStatus(problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return form;
    }

    private static Field field(
            String name, String label, String help, Map<String, String> typed, Map<String, String> problems) {
        return Field.of(name, label, help, typed.getOrDefault(name, ""), problems.get(name));
    }
}
