package org.odklep.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Role;
import org.odklep.gate.ldap.LdapTree;
import org.odklep.gate.ldap.ServiceAccounts;
import org.odklep.gate.net.Endpoint;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.signin.LockoutPolicy;
import org.odklep.signin.SessionLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that an operator can set, under the key {@code odklep}; docs/configuration.md explains each setting.
 * Unknown keys are refused, so that a misspelt one does not go unnoticed.
 *
 * @param data directory of everything that the program writes
 * @param organisation what it is called
 * @param domains our own mail domains, subdomains included: recipients there are internal
 * @param defaultDomain added to account names that come without a domain
 * @param timeZone of policies that name none, and of times shown to people; empty for the system's
 * @param help where owners of accounts find help; shown in replies to mail clients
 * @param groups names of groups with their members, for the scopes of policies
 */
@ConfigurationProperties(prefix = "odklep", ignoreUnknownFields = false)
public record Settings(
        @DefaultValue("data") Path data,
        @DefaultValue("") String organisation,
        @DefaultValue List<MailDomain> domains,
        @Nullable MailDomain defaultDomain,
        @Nullable ZoneId timeZone,
        @DefaultValue("your mail administrator") String help,
        @DefaultValue Map<String, List<String>> groups,
        @DefaultValue Web web,
        @DefaultValue Postfix postfix,
        @DefaultValue Dovecot dovecot,
        @DefaultValue Doveadm doveadm,
        @DefaultValue Ldap ldap,
        @DefaultValue Lockout lockout,
        @DefaultValue Sessions sessions,
        @DefaultValue Database database,
        @DefaultValue Retention retention) {

    /**
     * @param address where the admin page and the API listen
     * @param baseUrl how people reach the admin page, when that differs
     * @param trustedProxies addresses whose {@code X-Forwarded-…} headers are believed
     * @param secondFactorRoles roles that have to have a second factor
     * @param secondFactorKey under which keys of authenticator apps are stored; empty for the one in
     *     {@code second-factor.key} in the data directory, made at first start
     * @param stepUp how long ago the second factor may have been shown before something dangerous
     * @param openid where else people may sign in
     */
    public record Web(
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("8025") int port,
            @Nullable String baseUrl,
            @DefaultValue List<InetAddress> trustedProxies,
            @DefaultValue List<Role> secondFactorRoles,
            @DefaultValue("") String secondFactorKey,
            @DefaultValue("10m") Duration stepUp,
            @DefaultValue OpenId openid) {
        public Web {
            Bounds.port("port", port);
            if (openid.isSet() && !isAddress(baseUrl)) {
                throw new IllegalArgumentException(
                        "openid needs odklep.web.base-url, such as https://odklep.example.si:"
                                + " the provider sends people back there");
            }
            if (stepUp.compareTo(SHORTEST_STEP_UP) < 0) {
                throw new IllegalArgumentException("step-up has to be at least 1 minute");
            }
            if (!secondFactorKey.isEmpty() && secondFactorKey.length() < SHORTEST_KEY) {
                throw new IllegalArgumentException(
                        "second-factor-key has to have at least " + SHORTEST_KEY + " characters");
            }
        }

        private static final int SHORTEST_KEY = 32;
        private static final Duration SHORTEST_STEP_UP = Duration.ofMinutes(1);

        private static boolean isAddress(@Nullable String text) {
            try {
                return text != null && new URI(text).getHost() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "Web[" + address + ":" + port + "]";
        }
    }

    /**
     * @param issuer of the provider; empty for none
     * @param clientId what the provider calls us
     * @param clientSecret what we show to the provider
     * @param name of the provider, for people; empty for its host
     * @param userClaim which claim of an ID token names the user
     * @param secondFactor values of {@code amr} or {@code acr} that count as a second factor
     */
    public record OpenId(
            @DefaultValue("") String issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String name,
            @DefaultValue("email") String userClaim,
            @DefaultValue List<String> secondFactor) {
        public OpenId {
            boolean isSet = !issuer.isEmpty();
            if (!isSet && !(clientId + clientSecret + name).isEmpty()) {
                throw new IllegalArgumentException("issuer is missing: name the provider, or nothing of it");
            }
            if (isSet && !isIssuer(issuer)) {
                throw new IllegalArgumentException(
                        "issuer has to be an https address without query, such as https://sso.example.si/realms/town");
            }
            if (isSet && (clientId.isEmpty() || clientSecret.isEmpty())) {
                throw new IllegalArgumentException("client-id and client-secret have to be set along with issuer");
            }
            if (userClaim.isBlank()) {
                throw new IllegalArgumentException("user-claim has to be a claim, such as email or preferred_username");
            }
        }

        boolean isSet() {
            return !issuer.isEmpty();
        }

        String shownName() {
            return name.isEmpty() ? URI.create(issuer).getHost() : name;
        }

        /** In the clear only on this host. */
        private static boolean isIssuer(String text) {
            try {
                URI issuer = new URI(text);
                boolean here = Set.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(issuer.getHost()));
                return issuer.getHost() != null
                        && issuer.getUserInfo() == null
                        && issuer.getQuery() == null
                        && issuer.getFragment() == null
                        && ("https".equals(issuer.getScheme()) || here && "http".equals(issuer.getScheme()));
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "OpenId[" + issuer + "]";
        }
    }

    /**
     * @param listen endpoints such as {@code inet:127.0.0.1:10040} and {@code unix:/path}
     * @param maxConnections at each endpoint
     * @param idle how long a connection may go without a request; longer than Postfix's
     *     {@code smtpd_policy_service_max_idle}
     * @param socketMode permissions of UNIX sockets
     */
    public record Postfix(
            @DefaultValue("inet:127.0.0.1:10040") List<Endpoint> listen,
            @DefaultValue("1000") int maxConnections,
            @DefaultValue("330s") Duration idle,
            @DefaultValue("rw-rw-rw-") String socketMode) {
        public Postfix {
            Bounds.connections(maxConnections);
            Bounds.idle(idle);
        }
    }

    /**
     * @param address where Dovecot's auth policy is answered
     * @param port of it; 0 takes a free one
     * @param key that Dovecot shows; empty for the one in {@code dovecot.key} in the data directory, made at first start
     */
    public record Dovecot(
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("10041") int port,
            @DefaultValue("") String key) {
        public Dovecot {
            Bounds.port("port", port);
        }

        @Override
        public String toString() {
            return "Dovecot[" + address + ":" + port + "]";
        }
    }

    /**
     * @param urls of doveadm's HTTP API on each Dovecot host; none where Dovecot is not told of changes
     * @param apiKey Dovecot's {@code doveadm_api_key}
     * @param password Dovecot's {@code doveadm_password}, where there is no key
     * @param patience how long a host that does not answer is asked again
     */
    public record Doveadm(
            @DefaultValue List<String> urls,
            @DefaultValue("") String apiKey,
            @DefaultValue("") String password,
            @DefaultValue("15m") Duration patience) {
        public Doveadm {
            Bounds.atLeast("patience", patience, Duration.ofSeconds(1));
        }

        @Override
        public String toString() {
            return "Doveadm" + urls;
        }
    }

    /**
     * @param address where LDAP is spoken; with a certificate StartTLS is too
     * @param port of it; 0 takes a free one
     * @param tlsPort of LDAP over TLS from the start (ldaps); none for not at all
     * @param base what all entries are below; empty for the default domain's, or the first domain's
     * @param certificate file with the server's certificate and those of its issuers, in PEM
     * @param key file with the private key of the certificate, in PEM (PKCS #8)
     * @param services secrets of the programs that may read, by name
     * @param dovecotHosts addresses of Dovecots that ask the auth policy gate before they bind
     * @param maxConnections at each port
     * @param idle how long a bound connection may be silent
     */
    public record Ldap(
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("10389") int port,
            @Nullable Integer tlsPort,
            @DefaultValue("") String base,
            @Nullable Path certificate,
            @Nullable Path key,
            @DefaultValue Map<String, String> services,
            @DefaultValue({"127.0.0.1", "::1"}) List<InetAddress> dovecotHosts,
            @DefaultValue("500") int maxConnections,
            @DefaultValue("15m") Duration idle) {
        public Ldap {
            Bounds.port("port", port);
            if (tlsPort != null) {
                Bounds.port("tls-port", tlsPort);
            }
            Bounds.connections(maxConnections);
            Bounds.idle(idle);
            accounts(services);
            if (!base.isEmpty()) {
                LdapTree.of(base, Optional.empty());
            }
            if (key == null && certificate != null) {
                throw new IllegalArgumentException("a certificate needs a key: name its file");
            }
            if (certificate == null && tlsPort != null) {
                throw new IllegalArgumentException("tls-port needs a certificate and a key: name their files");
            }
        }

        ServiceAccounts accounts() {
            return accounts(services);
        }

        private static ServiceAccounts accounts(Map<String, String> services) {
            Map<String, Secret> secrets = new HashMap<>();
            services.forEach((name, secret) -> secrets.put(name, Secret.of(secret)));
            return new ServiceAccounts(secrets);
        }

        @Override
        public String toString() {
            return "Ldap[" + address + ":" + port + "]";
        }
    }

    /**
     * @param threshold wrong passwords that lock
     * @param duration of the first lockouts
     * @param longest that a lockout may last
     * @param sharedHosts addresses that many people sign in from, such as a webmail server
     */
    public record Lockout(
            @DefaultValue("10") int threshold,
            @DefaultValue("60s") Duration duration,
            @DefaultValue("5h") Duration longest,
            @DefaultValue List<InetAddress> sharedHosts) {
        public Lockout {
            new LockoutPolicy(threshold, duration, longest);
        }

        LockoutPolicy policy() {
            return new LockoutPolicy(threshold, duration, longest);
        }

        List<ClientAddress> sharedAddresses() {
            return sharedHosts.stream().map(ClientAddress::of).toList();
        }
    }

    /**
     * @param idle how long a browser stays signed in without a request
     * @param longest how long it stays signed in however busy it is
     */
    public record Sessions(
            @DefaultValue("30m") Duration idle,
            @DefaultValue("12h") Duration longest) {
        public Sessions {
            new SessionLimits(idle, longest);
        }

        SessionLimits limits() {
            return new SessionLimits(idle, longest);
        }
    }

    /**
     * @param url empty for the embedded store in the data directory, or {@code jdbc:postgresql://host/name}
     * @param flushInterval how often counts and traces are written: what a crash may lose at the most
     */
    public record Database(
            @DefaultValue("") String url,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("1s") Duration flushInterval,
            @DefaultValue("10000") int maxWaitingTraces) {
        public Database {
            Bounds.atLeast("flush-interval", flushInterval, Duration.ofMillis(10));
            Bounds.atLeast("max-waiting-traces", maxWaitingTraces, 1);
        }

        public Secret secret() {
            return Secret.of(password);
        }

        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }

    /**
     * @param traces how long message traces are kept
     * @param signIns how long the sign-in log is kept
     */
    public record Retention(
            @DefaultValue("30d") Duration traces,
            @DefaultValue("30d") Duration signIns) {
        public Retention {
            Bounds.atLeast("traces", traces, Duration.ZERO);
            Bounds.atLeast("sign-ins", signIns, Duration.ZERO);
        }
    }

    public ZoneId zone() {
        return timeZone == null ? ZoneId.systemDefault() : timeZone;
    }
}
