package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/**
 * Makes password spray expensive: one network that tries many accounts, a few passwords each, so that no account locks.
 * Counts the accounts on which a network failed within {@link #WINDOW}: from {@value #SLOWED} on its attempts wait, twice
 * as long for every ten accounts more, up to {@link #LONGEST}; from {@value #REFUSED} on they are refused at places that are
 * not familiar to the account. In memory only, of at most {@value #MAX_NETWORKS} networks in half a kilobyte each: beyond that
 * one of the oldest is forgotten, and of those the one that failed on the fewest accounts.
 */
public final class SprayGuard {
    public static final Duration WINDOW = Duration.ofMinutes(10);
    public static final Duration LONGEST = Duration.ofSeconds(15);
    public static final int SLOWED = 20;
    public static final int REFUSED = 100;
    static final int MAX_NETWORKS = 20_000;
    private static final int OLDEST = 64;

    private final Predicate<ClientAddress> shared;
    private final Predicate<ClientAddress> dovecots;
    private final Map<String, Failures> networks = new LinkedHashMap<>();

    /** @param shared hosts that speak for many people, such as a webmail server or a proxy */
    public SprayGuard(Collection<ClientAddress> shared) {
        this(Set.copyOf(shared)::contains, none -> false);
    }

    /**
     * @param shared true for such hosts, as of now
     * @param dovecots true for hosts that speak for many people too, but not on the page: a browser there is somebody's own
     */
    public SprayGuard(Predicate<ClientAddress> shared, Predicate<ClientAddress> dovecots) {
        this.shared = shared;
        this.dovecots = dovecots;
    }

    /** True for a place that many people sign in from, and for an unknown one: it tells nothing of who they are. */
    boolean isAnonymous(SignInAttempt attempt) {
        return isShared(attempt.client()) || (attempt.kind() != ClientKind.WEB && dovecots.test(attempt.client()));
    }

    private boolean isShared(ClientAddress client) {
        return client.equals(ClientAddress.LOCAL) || shared.test(client);
    }

    /** How long an attempt from there has to wait. */
    synchronized Duration delay(ClientAddress client, Instant now) {
        int accounts = accounts(client, now);
        if (accounts < SLOWED) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(10, (accounts - SLOWED) / 10));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    /** True when attempts from there are not even looked at. */
    synchronized boolean isRefused(ClientAddress client, Instant now) {
        return accounts(client, now) >= REFUSED;
    }

    /** Counts a wrong password. */
    synchronized void failed(AccountName account, ClientAddress client, Instant now) {
        if (isShared(client) || dovecots.test(client)) {
            return;
        }
        Failures failures = networks.get(client.network());
        if (failures == null || failures.isOver(now)) {
            networks.remove(client.network());
            makeRoom();
            failures = new Failures(now);
            networks.put(client.network(), failures);
        }
        failures.add(account);
    }

    /** Lets the network of a client begin anew. */
    synchronized void forget(ClientAddress client) {
        networks.remove(client.network());
    }

    synchronized int size() {
        return networks.size();
    }

    private int accounts(ClientAddress client, Instant now) {
        Failures failures = networks.get(client.network());
        return failures == null || failures.isOver(now) ? 0 : failures.accounts;
    }

    private void makeRoom() {
        if (networks.size() >= MAX_NETWORKS) {
            networks.entrySet().stream()
                    .limit(OLDEST)
                    .min(Comparator.comparingInt(entry -> entry.getValue().accounts))
                    .ifPresent(entry -> networks.remove(entry.getKey()));
        }
    }

    private static final class Failures {
        final Instant since;
        int accounts;
        private int[] hashes = new int[2];

        Failures(Instant since) {
            this.since = since;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(since.plus(WINDOW));
        }

        void add(AccountName account) {
            int hash = account.hashCode();
            if (accounts == REFUSED || IntStream.of(hashes).limit(accounts).anyMatch(known -> known == hash)) {
                return;
            }
            if (accounts == hashes.length) {
                hashes = Arrays.copyOf(hashes, Math.min(REFUSED, 2 * accounts));
            }
            hashes[accounts++] = hash;
        }
    }
}
