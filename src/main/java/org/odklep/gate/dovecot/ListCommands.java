package org.odklep.gate.dovecot;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInListEntry.Key;
import org.odklep.signin.SignInListEntry.Kind;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInReset;

/**
 * Maps weakforced's commands about lists, and {@code reset}, to the lists of sign-ins. Whoever knows the key may do all of it,
 * and stands in the audit log as {@value #ACTOR}. Bad input throws {@link IllegalArgumentException} with a message for
 * the caller, a store that is away {@link org.odklep.kernel.StoreUnavailable}.
 */
public final class ListCommands {
    private static final String ACTOR = "gate:dovecot";
    private static final long LONGEST = 10L * 365 * 24 * 60 * 60;
    /** The form of weakforced, in UTC: {@code 2002-Jan-01 10:00:01}. */
    private static final DateTimeFormatter EXPIRATION =
            DateTimeFormatter.ofPattern("yyyy-MMM-dd HH:mm:ss", Locale.US).withZone(ZoneOffset.UTC);

    private final SignInLists lists;
    private final SignInReset reset;
    private final AuthPolicyGate gate;

    /** @param gate knows whose a login is */
    public ListCommands(SignInLists lists, SignInReset reset, AuthPolicyGate gate) {
        this.lists = lists;
        this.reset = reset;
        this.gate = gate;
    }

    /** Adds an entry, or replaces the one for the same client and account. */
    SignInLists.Change add(Kind kind, ListRequest request, ClientAddress origin, Instant now) {
        Key key = key(kind, request);
        long seconds = request.expireSeconds()
                .orElseThrow(() -> new IllegalArgumentException("expire_secs is missing: send a number of seconds"));
        if (seconds < 1 || seconds > LONGEST) {
            throw new IllegalArgumentException("expire_secs has to be 1 to " + LONGEST);
        }
        SignInListEntry entry = new SignInListEntry(key, Reason.of(request.reason()), now.plusSeconds(seconds));
        return lists.add(entry, actor(origin), now);
    }

    /** Removes an entry, if there is one. */
    SignInLists.Change remove(Kind kind, ListRequest request, ClientAddress origin, Instant now) {
        return lists.remove(key(kind, request), actor(origin), now);
    }

    /** Lets a login, an address or the login at the address begin anew. */
    void reset(ListRequest request, ClientAddress origin, Instant now) {
        Optional<AccountName> account = account(request);
        Optional<ClientAddress> client = client(request);
        if (account.isEmpty() && client.isEmpty()) {
            throw new IllegalArgumentException("send ip, login or both");
        }
        reset.reset(account, client, new Reason("Command reset of the auth policy."), actor(origin), now);
    }

    /** What is on a list, in the form of weakforced. */
    List<Map<String, String>> entries(Kind kind, Instant now) {
        return lists.entries(kind, now).stream().map(ListCommands::row).toList();
    }

    private Key key(Kind kind, ListRequest request) {
        Optional<AccountName> account = account(request);
        Optional<ClientNetwork> alone = client(request).flatMap(ClientNetwork::of);
        if (request.netmask().isEmpty()) {
            if (account.isEmpty() && alone.isEmpty()) {
                throw new IllegalArgumentException("send ip, netmask or login, or ip and login");
            }
            return new Key(kind, alone, account);
        }
        if (account.isPresent() || alone.isPresent()) {
            throw new IllegalArgumentException("send netmask alone, without ip and login");
        }
        return new Key(kind, Optional.of(network(request.netmask())), account);
    }

    private Optional<AccountName> account(ListRequest request) {
        return request.login().isEmpty()
                ? Optional.empty()
                : Optional.of(gate.account(request.login())
                        .orElseThrow(() -> new IllegalArgumentException("login can name no account")));
    }

    private static Optional<ClientAddress> client(ListRequest request) {
        return request.ip().isEmpty()
                ? Optional.empty()
                : Optional.of(ClientAddress.parse(request.ip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "ip is not an address: send one such as 192.0.2.7 or 2001:db8::7")));
    }

    private static ClientNetwork network(String netmask) {
        return ClientNetwork.parse(netmask)
                .orElseThrow(() -> new IllegalArgumentException(
                        "netmask is not a network: send one such as 192.0.2.0/24 or 2001:db8::/64"));
    }

    private static Map<String, String> row(SignInListEntry entry) {
        return Map.of(
                name(entry.key()),
                value(entry.key()),
                "expiration",
                EXPIRATION.format(entry.until()),
                "reason",
                entry.reason().text());
    }

    private static String name(Key key) {
        if (key.account().isEmpty()) {
            return "ip";
        }
        return key.network().isEmpty() ? "login" : "iplogin";
    }

    private static String value(Key key) {
        return key.account()
                .flatMap(account -> key.network().map(network -> network.first() + ":" + account))
                .orElseGet(key::text);
    }

    private static Actor actor(ClientAddress origin) {
        return new Actor(ACTOR, Role.SECURITY_ADMINISTRATOR, origin);
    }
}
