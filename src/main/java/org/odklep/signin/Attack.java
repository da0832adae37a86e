package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.odklep.kernel.AccountName;

/**
 * Many failed sign-ins within an hour: an account on which at least {@value #MANY} attempts failed, or a network whose
 * attempts failed on at least {@value #MANY} accounts. Attempts with the right password do not count.
 */
public sealed interface Attack {
    Duration WINDOW = Duration.ofHours(1);

    /** From how many failures, or accounts, on it is one. */
    int MANY = 20;

    /** How many of the newest failures are looked at. */
    int LOOKED_AT = 2_000;

    Set<SignInCode> GUESSES = EnumSet.of(
            SignInCode.WRONG_PASSWORD,
            SignInCode.UNKNOWN_ACCOUNT,
            SignInCode.LOCKED_OUT,
            SignInCode.MALICIOUS_NETWORK,
            SignInCode.BLOCK_LISTED);

    /** How much there was of it, to put the worst first. */
    int size();

    /** @param networks from how many networks */
    record OnAccount(AccountName account, int failures, int networks) implements Attack {
        @Override
        public int size() {
            return failures;
        }
    }

    /** @param accounts on how many accounts */
    record FromNetwork(String network, int accounts, int failures) implements Attack {
        @Override
        public int size() {
            return failures;
        }
    }

    /** The attacks that are going on. */
    static List<Attack> now(SignInLog log, Instant now) {
        return among(log.failures(now.minus(WINDOW), LOOKED_AT), now);
    }

    /** The attacks that the newest failures tell of, the worst first. */
    static List<Attack> among(List<SignInRecord> failures, Instant now) {
        List<SignInRecord> guesses = failures.stream()
                .filter(each -> GUESSES.contains(each.code()) && each.at().isAfter(now.minus(WINDOW)))
                .toList();
        List<Attack> attacks = new ArrayList<>();
        by(guesses, each -> each.client().network()).forEach((network, those) -> {
            int accounts = distinct(those, SignInRecord::account);
            if (accounts >= MANY) {
                attacks.add(new FromNetwork(network, accounts, those.size()));
            }
        });
        by(guesses, SignInRecord::account).forEach((account, those) -> {
            if (those.size() >= MANY) {
                int networks = distinct(those, each -> each.client().network());
                attacks.add(new OnAccount(account, those.size(), networks));
            }
        });
        attacks.sort(Comparator.comparingInt(Attack::size).reversed());
        return attacks;
    }

    private static <K extends Comparable<K>> Map<K, List<SignInRecord>> by(
            List<SignInRecord> guesses, Function<SignInRecord, K> key) {
        return guesses.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static int distinct(List<SignInRecord> guesses, Function<SignInRecord, ?> key) {
        return new HashSet<Object>(guesses.stream().map(key).toList()).size();
    }
}
