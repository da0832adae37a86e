package org.odklep.web.admin.home;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odklep.lock.Lockout;
import org.odklep.lock.Locks;
import org.odklep.lock.SendingRestriction;
import org.odklep.signin.Attack;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SignIns;
import org.odklep.web.admin.AccountAddresses;
import org.odklep.web.admin.ConnectPages;
import org.odklep.web.admin.GateBoard;
import org.odklep.web.admin.RestrictionWords;
import org.odklep.web.admin.list.Address;
import org.odklep.web.admin.words.Words;
import org.springframework.stereotype.Component;

/** What needs attention now. Nothing here grows with the number of accounts: lists end, and counts beyond a bound are not made. */
@Component
class AttentionBoard {
    private static final int SHOWN = 5;
    private static final int COUNTED = 100;

    private final Locks locks;
    private final SignIns signIns;
    private final SignInLog log;
    private final GateBoard gates;

    AttentionBoard(Locks locks, SignIns signIns, SignInLog log, GateBoard gates) {
        this.locks = locks;
        this.signIns = signIns;
        this.log = log;
        this.gates = gates;
    }

    /**
     * One kind of trouble.
     *
     * @param badge names the colour and picture of its state
     * @param figure how many, in a few words
     * @param calm when there is none
     * @param href the list of all, null where there is no such page or nothing on it
     */
    record Card(
            String key,
            String badge,
            String title,
            String figure,
            boolean calm,
            List<Item> items,
            @Nullable String href,
            @Nullable String more) {}

    /** @param href null where there is no page of its own */
    record Item(String text, @Nullable String href, String hint) {}

    /** Each kind of trouble, whether there is any or not. */
    List<Card> cards(RestrictionWords inWords, Instant now) {
        Words words = inWords.words();
        return List.of(restricted(inWords, now), lockedOut(words, now), attacks(words, now), gates(words, now));
    }

    private Card restricted(RestrictionWords inWords, Instant now) {
        List<SendingRestriction> holding = locks.holding(now).stream()
                .filter(restriction -> !locks.isAllowed(restriction.account(), now))
                .sorted(Comparator.comparing(SendingRestriction::since).reversed())
                .toList();
        Words words = inWords.words();
        return new Card(
                "restricted",
                holding.isEmpty() ? "check" : "restricted",
                words.say("home.restricted"),
                words.count("home.restricted.count", holding.size()),
                holding.isEmpty(),
                holding.stream()
                        .limit(SHOWN)
                        .map(each -> new Item(
                                each.account().value(),
                                AccountAddresses.of(each),
                                words.say(
                                        "home.since",
                                        inWords.moment(each.since(), each).minutes(),
                                        inWords.shortWhy(each))))
                        .toList(),
                holding.isEmpty() ? null : Links.RESTRICTIONS,
                words.say("home.restricted.all"));
    }

    private Card lockedOut(Words words, Instant now) {
        List<Lockout> locked = signIns.locked(now, COUNTED + 1);
        return new Card(
                "locked",
                locked.isEmpty() ? "check" : "locked",
                words.say("home.locked"),
                locked.size() > COUNTED
                        ? words.say("home.locked.many", COUNTED)
                        : words.count("home.locked.count", locked.size()),
                locked.isEmpty(),
                locked.stream()
                        .limit(SHOWN)
                        .map(each -> new Item(
                                each.account().value(),
                                Links.guide(each.account().value()),
                                words.say(
                                        each.familiar() ? "user.lockout.familiar" : "user.lockout.unfamiliar",
                                        each.failures(),
                                        words.moment(each.end()).minutes())))
                        .toList(),
                locked.isEmpty() ? null : Links.LOCKOUTS,
                words.say("home.locked.all"));
    }

    private Card attacks(Words words, Instant now) {
        List<Attack> attacks = Attack.now(log, now);
        List<Item> items = new ArrayList<>();
        attacks.stream().limit(SHOWN).forEach(attack -> items.add(item(attack, words)));
        return new Card(
                "attacks",
                attacks.isEmpty() ? "check" : "alerts",
                words.say("home.attacks"),
                words.count("home.attacks.count", attacks.size()),
                attacks.isEmpty(),
                items,
                attacks.isEmpty()
                        ? null
                        : Address.of(Links.SIGN_INS).with("outcome", "failure").text(),
                words.say("home.attacks.all"));
    }

    private static Item item(Attack attack, Words words) {
        return switch (attack) {
            case Attack.OnAccount on ->
                new Item(
                        on.account().value(),
                        AccountAddresses.refusedSignIns(on.account()),
                        words.say(
                                "home.attack.account",
                                words.count("home.failures", on.failures()),
                                words.count("home.networks", on.networks())));
            case Attack.FromNetwork from ->
                new Item(
                        words.say("home.attack.from", from.network()),
                        null,
                        words.say(
                                "home.attack.network",
                                words.count("home.failures", from.failures()),
                                words.count("home.accounts", from.accounts())));
        };
    }

    /** Where nobody has asked any gate yet, the next step is to connect one. */
    private Card gates(Words words, Instant now) {
        List<GateBoard.State> all = gates.gates(now);
        List<GateBoard.State> apart = all.stream()
                .filter(gate -> gate.standing(now) != GateBoard.Standing.CONNECTED)
                .toList();
        boolean first = all.stream().allMatch(gate -> gate.standing(now) == GateBoard.Standing.WAITING);
        return new Card(
                "gates",
                apart.isEmpty() ? "check" : "alerts",
                words.say("home.gates"),
                words.count("home.gates.count", apart.size()),
                apart.isEmpty(),
                apart.stream()
                        .limit(SHOWN)
                        .map(gate -> new Item(
                                words.say("gate." + gate.kind()),
                                null,
                                words.say(
                                        "home.gate",
                                        gate.endpoint(),
                                        words.say("gate.state."
                                                + gate.standing(now).key()))))
                        .toList(),
                apart.isEmpty() ? null : first ? ConnectPages.PATH : Links.GATES,
                words.say(first ? "connect.title" : "home.gates.all"));
    }
}
