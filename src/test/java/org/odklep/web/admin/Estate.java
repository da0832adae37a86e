package org.odklep.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.commons.codec.binary.Base32;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokens;
import org.odklep.account.IssueResult;
import org.odklep.account.PasswordHash;
import org.odklep.account.Role;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.ClientNetwork;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.lock.SendingRestriction;
import org.odklep.organisation.OrganisationDecision;
import org.odklep.sending.OutboundPolicies;
import org.odklep.sending.PolicyChange;
import org.odklep.signin.Admission;
import org.odklep.signin.ClientKind;
import org.odklep.signin.SessionOwner;
import org.odklep.signin.SignInAttempt;
import org.odklep.signin.SignInCode;
import org.odklep.signin.SignInListEntry;
import org.odklep.signin.SignInLists;
import org.odklep.signin.SignInProtection;
import org.odklep.signin.SignIns;
import org.odklep.signin.WebSession;
import org.odklep.signin.WebSessions;
import org.odklep.signin.factor.SecondFactors;
import org.odklep.signin.factor.Totp;
import org.odklep.user.PasswordDecision;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/**
 * A server with two domains, somebody of every role, and things to act on that are made anew for every attempt, so that one
 * attempt does not stand in the way of the next.
 */
final class Estate implements AutoCloseable {
    /** In whatever the people of the other domain have: a domain administrator of the first one never reads it. */
    static final String MARK = "Ztlfgrmpf";

    static final String OWN = "first.si";
    static final String OTHER = "second.si";

    private static final WebSession.Device DEVICE =
            new WebSession.Device(new ClientAddress("192.0.2.200"), "Firefox, Linux");

    private final RunningServer server;
    private final Samples samples;
    private final PasswordState password;
    private final Map<Role, Function<WebSession.Device, Secret>> people = new EnumMap<>(Role.class);
    private final Map<Role, SessionOwner> owners = new EnumMap<>(Role.class);
    private final AtomicInteger next = new AtomicInteger();
    private final Connection database;

    Estate(String... settings) {
        server = RunningServer.start(settings);
        samples = new Samples(server);
        password = new PasswordState(
                Optional.of(server.part(PasswordHash.class).of(RunningServer.PASSWORD)), server.now(), false);
        database = open(server.data().resolve("odklep.db"));
        for (Role role : Role.values()) {
            if (role == Role.DOMAIN_ADMINISTRATOR) {
                User user = user(OWN, "domain", role);
                owners.put(role, SessionOwner.of(user));
                people.put(role, device -> sessions().open(user, device, server.now()));
            } else {
                Administrator administrator = administrator("the." + role.key(), role);
                owners.put(role, SessionOwner.of(administrator));
                people.put(role, device -> sessions().open(asStored(administrator), device, server.now()));
            }
        }
    }

    RunningServer server() {
        return server;
    }

    Samples samples() {
        return samples;
    }

    /** Somebody with a role, at a browser of their own, with a password just typed. */
    Knock as(Role role) {
        return new Knock(server, open(role).reveal());
    }

    /** Another number whenever anything was stored. */
    long version() {
        server.flushSignIns();
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA data_version")) {
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** New things of a kind, by the names of {@link Things}. */
    Things things(String kind, Role actor) {
        return new Things(kind, actor);
    }

    /** Something to act on, made when it is first asked for. */
    final class Things {
        private final String kind;
        private final Role actor;
        private final int number = next.incrementAndGet();
        private final Map<String, String> made = new HashMap<>();
        private Optional<User> user = Optional.empty();

        private Things(String kind, Role actor) {
            this.kind = kind;
            this.actor = actor;
        }

        /** A text with the names in braces replaced. */
        String fill(String text) {
            String filled = text;
            int begin = filled.indexOf('{');
            while (begin >= 0) {
                int end = filled.indexOf('}', begin);
                String name = filled.substring(begin + 1, end);
                if (!made.containsKey(name)) {
                    made.put(name, make(name));
                }
                String value = Objects.requireNonNull(made.get(name));
                filled = filled.substring(0, begin) + value + filled.substring(end + 1);
                begin = filled.indexOf('{');
            }
            return filled;
        }

        private String make(String name) {
            return switch (name) {
                case "id" -> user().id();
                case "account" -> user().name().value();
                case "version" -> Long.toString(user().version());
                case "now" -> Long.toString(server.now().toEpochMilli());
                case "number" -> Integer.toString(number);
                case "session" -> session();
                case "locked" -> locked();
                case "factor" -> factor();
                case "reference" -> restriction().id();
                case "restricted" -> restriction().id().substring(0, 0);
                case "name" ->
                    administrator("admin" + number, Role.AUDITOR).name().value();
                case "factored" -> factored();
                case "token" -> token();
                case "policy", "revision", "priority", "elsewhere" -> policy(name);
                case "few" -> Integer.toString(2 + number % 17);
                case "fresh" -> "198.19." + number / 250 + "." + (1 + number % 250);
                case "protection" -> server.part(SignInProtection.class).revision();
                case "organisation" -> server.part(OrganisationDecision.class).revision();
                case "passwords" -> server.part(PasswordDecision.class).revision();
                case "allowed" -> allowed();
                case "network" -> network();
                default -> throw new IllegalArgumentException("nothing is called " + name);
            };
        }

        private User user() {
            if (user.isEmpty()) {
                user = Optional.of(
                        switch (kind) {
                            case "own" -> Estate.this.user(OWN, "own" + number);
                            case "other" -> Estate.this.user(OTHER, MARK.toLowerCase(Locale.ROOT) + number);
                            case "boss" -> Estate.this.user(OWN, "boss" + number, Role.SECURITY_ADMINISTRATOR);
                            default -> throw new IllegalArgumentException("no user is " + kind);
                        });
            }
            return user.get();
        }

        private String session() {
            SessionOwner owner = kind.equals("self") ? owner(actor) : SessionOwner.of(user());
            List<String> before = ids(owner);
            Secret opened = kind.equals("self") ? open(actor) : sessions().open(user(), DEVICE, server.now());
            assertThat(opened.reveal()).isNotEmpty();
            return ids(owner).stream()
                    .filter(id -> !before.contains(id))
                    .findFirst()
                    .orElseThrow();
        }

        private SendingRestriction restriction() {
            return samples.byOperator(user().name().value(), "Reason " + (kind.equals("other") ? MARK : "own"));
        }

        private String locked() {
            SignIns signIns = server.part(SignIns.class);
            for (int i = 0; i < 10; i++) {
                SignInAttempt attempt = new SignInAttempt(
                        user().name(), new ClientAddress("203.0.113.9"), ClientKind.IMAP, OptionalInt.of(i));
                if (signIns.begin(attempt, server.now()) instanceof Admission.Admitted) {
                    signIns.failed(attempt, SignInCode.WRONG_PASSWORD, server.now());
                }
            }
            server.flushSignIns();
            return "";
        }

        private String factor() {
            factor(SessionOwner.of(user()));
            return "";
        }

        private String factored() {
            Administrator administrator = administrator("admin" + number, Role.AUDITOR);
            factor(SessionOwner.of(administrator));
            return administrator.name().value();
        }

        private void factor(SessionOwner owner) {
            SecondFactors factors = server.part(SecondFactors.class);
            factors.begin(owner, server.now());
            byte[] key = new Base32()
                    .decode(factors.pending(owner, server.now()).orElseThrow().reveal());
            Secret code = Secret.of(Totp.code(key, Totp.step(server.now())));
            if (factors.confirm(owner, code, Samples.OPERATOR, server.now()).isEmpty()) {
                fail();
            }
        }

        private String token() {
            ApiToken.Wanted wanted = new ApiToken.Wanted(
                    "token" + number, Role.AUDITOR, server.now().plus(Duration.ofDays(1)));
            return server.part(ApiTokens.class).issue(wanted, Samples.OPERATOR, server.now())
                            instanceof IssueResult.Issued issued
                    ? issued.token().id()
                    : fail();
        }

        private String policy(String name) {
            samplePolicy("Q" + number);
            PolicyChange.Done done = samplePolicy("P" + number);
            made.put("policy", done.policy().id());
            made.put("revision", done.policy().revision());
            made.put("priority", Integer.toString(done.priority()));
            made.put("elsewhere", Integer.toString(done.priority() == 0 ? 1 : done.priority() - 1));
            return fill("{" + name + "}");
        }

        private PolicyChange.Done samplePolicy(String policy) {
            Map<String, ?> document = Map.of("displayName", policy, "conditions", Map.of("groups", List.of(policy)));
            return (PolicyChange.Done)
                    server.part(OutboundPolicies.class).create(document, Samples.OPERATOR, server.now());
        }

        private String allowed() {
            samples.allow("allowed" + number + "@first.si", "Test", Optional.empty());
            return "allowed" + number + "@first.si";
        }

        private String network() {
            String network = "198.18." + number / 250 + "." + (1 + number % 250);
            SignInListEntry.Key key = new SignInListEntry.Key(
                    SignInListEntry.Kind.BLOCK, ClientNetwork.parse(network + "/32"), Optional.empty());
            SignInListEntry entry =
                    new SignInListEntry(key, Reason.of("Test"), server.now().plus(Duration.ofDays(1)));
            server.part(SignInLists.class).add(entry, Samples.OPERATOR, server.now());
            return key.network().orElseThrow().toString();
        }
    }

    @Override
    public void close() {
        try (server) {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private User user(String domain, String name, Role... roles) {
        boolean other = domain.equals(OTHER);
        Profile profile = Profile.of(AccountName.of(name + "@" + domain), other ? MARK + " " + name : "Own " + name);
        boolean mustChange = roles.length == 0;
        PasswordState state = new PasswordState(password.hash(), server.now(), mustChange);
        User user = User.of(User.newId(new SecureRandom()), profile, state, server.now())
                .withRoles(Set.of(roles));
        if (!server.part(UserStore.class).add(user, event("user.create", user.target()))) {
            throw new IllegalStateException(name + " is taken");
        }
        return user;
    }

    private Administrator administrator(String name, Role role) {
        Administrator administrator =
                new Administrator(AccountName.of(name), role, password.hash().orElseThrow(), server.now());
        if (!server.part(AdministratorStore.class)
                .add(administrator, event("administrator.create", administrator.target()))) {
            throw new IllegalStateException(name + " is taken");
        }
        return administrator;
    }

    private AuditEvent event(String action, String target) {
        return new AuditEvent(server.now(), "test", ClientAddress.LOCAL, action, target, "", null, null);
    }

    private WebSessions sessions() {
        return server.part(WebSessions.class);
    }

    private List<String> ids(SessionOwner owner) {
        return sessions().of(owner, server.now()).stream().map(WebSession::id).toList();
    }

    /** Each a moment later than the last: of an owner with too many, the oldest goes. */
    private Secret open(Role role) {
        server.advance(Duration.ofMillis(1));
        return Objects.requireNonNull(people.get(role)).apply(DEVICE);
    }

    /** With the password that is the present one. */
    private Administrator asStored(Administrator administrator) {
        return server.part(AdministratorStore.class).find(administrator.name()).orElseThrow();
    }

    private SessionOwner owner(Role role) {
        return Objects.requireNonNull(owners.get(role));
    }

    private static Connection open(Path database) {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fail() {
        throw new IllegalStateException("it was not made");
    }
}
