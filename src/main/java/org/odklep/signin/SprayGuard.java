package org.odklep.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;

/**
 * Makes password spray expensive: one network that tries many accounts, a few passwords each, so that no account locks.
 * Counts the accounts on which a network failed within {@link #WINDOW}: from {@value #SLOWED} on its attempts wait, twice
 * as long for every ten accounts more, up to {@link #LONGEST}; from {@value #REFUSED} on they are refused at places that are
 * not familiar to the account. In memory only, of the last {@value #MAX_NETWORKS} networks.
 */
public final class SprayGuard {
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration LONGEST = Duration.ofSeconds(15);
    static final int SLOWED = 20;
    static final int REFUSED = 100;
    static final int MAX_NETWORKS = 20_000;

    private final Set<String> exempt;
    private final Map<String, Failures> networks = new LinkedHashMap<>();

    /** @param exempt hosts that speak for many people, such as a webmail server or a proxy */
    public SprayGuard(Collection<ClientAddress> exempt) {
        this.exempt = new HashSet<>(exempt.stream().map(ClientAddress::value).toList());
    }

    /** True for a host that many people sign in from, and for an unknown one: it tells nothing of who they are. */
    public boolean isExempt(ClientAddress client) {
        return client.equals(ClientAddress.LOCAL) || exempt.contains(client.value());
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
        if (isExempt(client)) {
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

    /** Lets the network of a client begin anew; false when nothing counted against it. */
    synchronized boolean forget(ClientAddress client) {
        return networks.remove(client.network()) != null;
    }

    private int accounts(ClientAddress client, Instant now) {
        Failures failures = networks.get(client.network());
        return failures == null || failures.isOver(now) ? 0 : failures.accounts.size();
    }

    private void makeRoom() {
        if (networks.size() >= MAX_NETWORKS) {
            Iterator<String> oldest = networks.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private static final class Failures {
        final Instant since;
        final Set<Integer> accounts = new HashSet<>();

        Failures(Instant since) {
            this.since = since;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(since.plus(WINDOW));
        }

        void add(AccountName account) {
            if (accounts.size() < REFUSED) {
                accounts.add(account.hashCode());
            }
        }
    }
}
