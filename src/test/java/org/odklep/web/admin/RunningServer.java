package org.odklep.web.admin;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.odklep.account.Administrator;
import org.odklep.account.AdministratorStore;
import org.odklep.account.PasswordHash;
import org.odklep.account.Role;
import org.odklep.app.TestServer;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Secret;
import org.odklep.signin.LockoutState;
import org.odklep.signin.LockoutStore;
import org.odklep.signin.SignInJournal;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.User;
import org.odklep.user.UserStore;

/** The server within this process, what it said while it started, and administrators to sign in as. */
final class RunningServer implements AutoCloseable {
    static final Secret PASSWORD = Secret.of("correct horse battery staple");

    private static final Pattern CODE = Pattern.compile("One-time set-up code: (\\S+)");

    private final TestServer server;
    private final String output;

    private RunningServer(String... settings) {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            server = TestServer.start(settings);
        } finally {
            System.setOut(before);
        }
        output = said.toString(StandardCharsets.UTF_8);
    }

    /** @param settings more arguments such as {@code --odklep.web.base-url=https://odklep.example.si} */
    static RunningServer start(String... settings) {
        return new RunningServer(settings);
    }

    /** What it printed while it started. */
    String output() {
        return output;
    }

    String setUpCode() {
        Matcher code = CODE.matcher(output);
        if (!code.find()) {
            throw new IllegalStateException("no set-up code in: " + output);
        }
        return code.group(1);
    }

    String url() {
        return server.url();
    }

    <T> T part(Class<T> type) {
        return server.bean(type);
    }

    <T> T part(String name, Class<T> type) {
        return server.bean(name, type);
    }

    Instant now() {
        return server.clock().instant();
    }

    void advance(Duration time) {
        server.clock().advance(time);
    }

    /** Writes what waits for the sign-in log. */
    void flushSignIns() {
        part(SignInJournal.class).flush();
    }

    /** Puts a lockout into the store that goes on for a minute. */
    void lock(AccountName account, boolean familiar) {
        LockoutState state = new LockoutState(10, 1, List.of(), now(), now(), now().plusSeconds(60));
        server.lockouts().update(new LockoutStore.Key(account, familiar), before -> state);
    }

    /** Where Postfix asks. */
    int policyPort() {
        return server.policyPort();
    }

    /** Where Dovecot asks. */
    String dovecotUrl() {
        return server.dovecotUrl();
    }

    int ldapPort() {
        return server.ldapPort();
    }

    /** A token for programs. */
    Secret token(Role role, String name) {
        return server.token(role, name);
    }

    /** A token of a domain administrator. */
    Secret domainToken(String name, MailDomain domain) {
        return server.domainToken(name, domain);
    }

    /** Where it keeps what it stores. */
    Path data() {
        return server.data();
    }

    void takeStoreAway(boolean away) {
        server.takeStoreAway(away);
    }

    /** Adds an administrator with {@link #PASSWORD}. */
    Administrator administrator(String name, Role role) {
        Administrator administrator = new Administrator(
                AccountName.of(name), role, part(PasswordHash.class).of(PASSWORD), now());
        AuditEvent event = new AuditEvent(
                now(), "test", ClientAddress.LOCAL, "administrator.create", administrator.target(), "", null, null);
        if (!part(AdministratorStore.class).add(administrator, event)) {
            throw new IllegalStateException(name + " is taken");
        }
        return administrator;
    }

    /** Adds a user of the directory with {@link #PASSWORD}. */
    User user(String name, Role... roles) {
        return user(name, false, roles);
    }

    /** Adds a user who has to choose another password than {@link #PASSWORD}. */
    User userWhoMustChange(String name, Role... roles) {
        return user(name, true, roles);
    }

    /** The user as stored now. */
    User stored(User user) {
        return part(UserStore.class).byId(user.id()).orElseThrow();
    }

    private User user(String name, boolean mustChange, Role... roles) {
        PasswordState password =
                new PasswordState(Optional.of(part(PasswordHash.class).of(PASSWORD)), now(), mustChange);
        AccountName account = AccountName.of(name);
        Profile profile = Profile.of(account, name).withAliases(Set.of(AccountName.of("alias." + name)));
        User user = User.of(User.newId(new SecureRandom()), profile, password, now())
                .withRoles(Set.of(roles));
        AuditEvent event =
                new AuditEvent(now(), "test", ClientAddress.LOCAL, "user.create", user.target(), "", null, null);
        if (!part(UserStore.class).add(user, event)) {
            throw new IllegalStateException(name + " is taken");
        }
        return user;
    }

    @Override
    public void close() {
        server.close();
    }
}
