package org.odklep.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.odklep.account.Actor;
import org.odklep.account.AdministratorStore;
import org.odklep.account.ApiToken;
import org.odklep.account.ApiTokenStore;
import org.odklep.account.ApiTokens;
import org.odklep.account.IssueResult;
import org.odklep.account.Role;
import org.odklep.account.TokenScope;
import org.odklep.audit.AuditLog;
import org.odklep.gate.net.Endpoint;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.lock.AllowStore;
import org.odklep.lock.LockStore;
import org.odklep.organisation.FoundingStore;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.SendLedger;
import org.odklep.setting.SettingStore;
import org.odklep.signin.LockoutStore;
import org.odklep.signin.PlaceStore;
import org.odklep.signin.SessionStore;
import org.odklep.signin.SignInListStore;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SpentTickets;
import org.odklep.signin.factor.FactorStore;
import org.odklep.testing.TestDirectory;
import org.odklep.user.SignOutStore;
import org.odklep.user.UserStore;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The server within the test's own process, on free ports, over an embedded store of its own. The test sets its clock and
 * can take its store away.
 */
public final class TestServer implements AutoCloseable {
    public static final Instant START = Instant.parse("2027-03-01T10:00:00.123456Z");

    private final TestDirectory directory = TestDirectory.create();
    private final Path data;
    private final TestClock clock = new TestClock(START);
    private final AtomicBoolean storeIsAway = new AtomicBoolean();
    private final ConfigurableApplicationContext context;

    private TestServer(Optional<Path> data, String... settings) {
        this.data = data.orElse(directory.resolve("data"));
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--odklep.data=" + this.data,
                "--odklep.domains=example.si",
                "--odklep.default-domain=example.si",
                "--odklep.time-zone=Europe/Ljubljana",
                "--odklep.help=help@example.si",
                "--odklep.postfix.listen=inet:127.0.0.1:0",
                "--odklep.dovecot.port=0",
                "--odklep.ldap.port=0",
                "--odklep.database.flush-interval=50ms"));
        arguments.removeIf(usual -> isReplaced(usual.replaceFirst("=.*", "="), List.of(settings)));
        arguments.addAll(
                Stream.of(settings).filter(setting -> !setting.endsWith("=")).toList());
        context = new SpringApplicationBuilder(Server.class)
                .initializers(this::prepare)
                .logStartupInfo(false)
                .run(arguments.toArray(String[]::new));
    }

    /** @param settings as on a command line, after those that every test has; an empty one takes one of them away */
    public static TestServer start(String... settings) {
        return new TestServer(Optional.empty(), settings);
    }

    /** The same over data that are there already, and stay. */
    public static TestServer over(Path data) {
        return new TestServer(Optional.of(data));
    }

    public String url() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                        .getPort();
    }

    public int policyPort() {
        Endpoint endpoint = bean(Gates.class).listeners().getFirst().endpoint();
        return endpoint instanceof Endpoint.Inet inet ? inet.port() : -1;
    }

    /** Where LDAP is spoken, in the clear and with StartTLS. */
    public int ldapPort() {
        return bean(LdapGate.class).servers().getFirst().port();
    }

    /** Where LDAP over TLS is spoken. */
    public int ldapsPort() {
        return bean(LdapGate.class).servers().getLast().port();
    }

    /** What {@code auth_policy_server_url} of Dovecot has to say. */
    public String dovecotUrl() {
        return bean(DovecotGate.class).url();
    }

    public Path data() {
        return data;
    }

    public TestClock clock() {
        return clock;
    }

    /** Makes every store answer that it is away, or ends that. */
    public void takeStoreAway(boolean away) {
        storeIsAway.set(away);
    }

    /** The counts of wrong passwords. */
    public LockoutStore lockouts() {
        return bean(Stores.class).lockouts();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** A token of a domain administrator. */
    public Secret domainToken(String name, MailDomain domain) {
        Actor actor = new Actor("test", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
        ApiToken.Wanted wanted = new ApiToken.Wanted(
                name,
                Role.DOMAIN_ADMINISTRATOR,
                clock.instant().plus(Duration.ofDays(1)),
                TokenScope.of(Set.of(domain)));
        return bean(ApiTokens.class).issue(wanted, actor, clock.instant()) instanceof IssueResult.Issued issued
                ? issued.secret()
                : fail();
    }

    private static Secret fail() {
        throw new IllegalStateException("no token was issued");
    }

    /** A token of a role, good for a year. */
    public Secret token(Role role, String name) {
        return token(role, name, Duration.ofDays(365));
    }

    /** A token of a role that is good for a while. */
    public Secret token(Role role, String name, Duration life) {
        Actor actor = new Actor("test", Role.GLOBAL_ADMINISTRATOR, ClientAddress.LOCAL);
        Instant now = clock.instant();
        IssueResult.Issued issued = bean(ApiTokens.class).issueOwn(name, role, now.plus(life), actor, now);
        return issued.secret();
    }

    @Override
    public void close() {
        try (directory) {
            context.close();
        }
    }

    /** Of a port there is one, while several values of most settings make a list. */
    private static boolean isReplaced(String key, List<String> settings) {
        return settings.contains(key)
                || key.equals("--server.port=") && settings.stream().anyMatch(each -> each.startsWith(key));
    }

    private void prepare(ConfigurableApplicationContext starting) {
        ((GenericApplicationContext) starting)
                .registerBean("testClock", InstantSource.class, () -> clock, bean -> bean.setPrimary(true));
        starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Stores stores ? wrapped(stores) : bean;
            }
        });
    }

    private Stores wrapped(Stores stores) {
        return new Stores(
                wrapped(AuditLog.class, stores.audit()),
                wrapped(LockStore.class, stores.locks()),
                wrapped(AllowStore.class, stores.allowed()),
                wrapped(PolicyStore.class, stores.policies()),
                wrapped(SendLedger.class, stores.ledger()),
                wrapped(ApiTokenStore.class, stores.tokens()),
                wrapped(AdministratorStore.class, stores.administrators()),
                wrapped(FoundingStore.class, stores.founding()),
                wrapped(LockoutStore.class, stores.lockouts()),
                wrapped(PlaceStore.class, stores.places()),
                wrapped(SignInLog.class, stores.signIns()),
                wrapped(SignInListStore.class, stores.signInLists()),
                wrapped(UserStore.class, stores.users()),
                wrapped(SessionStore.class, stores.sessions()),
                wrapped(SignOutStore.class, stores.signOuts()),
                wrapped(FactorStore.class, stores.factors()),
                wrapped(SettingStore.class, stores.settings()),
                wrapped(SpentTickets.class, stores.tickets()),
                stores.installationKey());
    }

    private <T> T wrapped(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (storeIsAway.get()) {
                        throw new StoreUnavailable("the test took the store away", new IllegalStateException());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
