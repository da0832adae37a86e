package org.odklep.gate.dovecot.doveadm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;

class SignOutsTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final User ANA = user("ana@example.si");
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ofMinutes(5));
    private static final Patience NONE =
            new Patience(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(5));

    private final FakeDoveadm doveadm = new FakeDoveadm();
    private final WatchedAuditLog audit = new WatchedAuditLog();

    @AfterEach
    void close() {
        doveadm.close();
    }

    @Test
    void aBlockEndsSessionsAndStandsInTheAuditLog() throws Exception {
        try (SignOuts signOuts = signOuts(SHORT)) {
            signOuts.changed(ANA, blocked(ANA), NOON);

            assertThat(doveadm.request())
                    .isEqualTo("[[\"authCacheFlush\",{\"user\":[\"ana@example.si\",\"ana\"]},\"*\"],"
                            + "[\"kick\",{\"mask\":[\"ana@example.si\"]},\"ana@example.si\"],"
                            + "[\"kick\",{\"mask\":[\"ana\"]},\"ana\"]]");
            AuditEvent event = audit.next();
            assertThat(event.action()).isEqualTo("user.signOut");
            assertThat(event.actor()).isEqualTo("dovecot:" + doveadm.host().name());
            assertThat(event.target()).isEqualTo("ana@example.si");
            assertThat(event.reason()).isEqualTo("Sign-in blocked at 2027-03-01T12:00:00Z");
            assertThat(event.after()).isEqualTo("done: cached passwords forgotten; sessions ended: ana@example.si");
            assertThat(signOuts.done()).isEqualTo(1);
        }
    }

    @Test
    void aHostThatIsAwayForAWhileIsAskedUntilItDoesIt() throws Exception {
        doveadm.outages.set(7);
        try (SignOuts signOuts = signOuts(SHORT)) {
            signOuts.removed(ANA, NOON);

            AuditEvent event = audit.next();
            assertThat(event.after()).startsWith("done after 8 tries: ").contains("sessions ended: ana@example.si");
            assertThat(event.reason()).startsWith("User removed at ");
            assertThat(signOuts.failed()).isZero();
        }
    }

    @Test
    void inTheEndTheAuditLogSaysThatAHostDidNotDoIt() throws Exception {
        doveadm.outages.set(Integer.MAX_VALUE);
        try (SignOuts signOuts = signOuts(NONE)) {
            signOuts.changed(ANA, blocked(ANA), NOON);

            assertThat(audit.next().after())
                    .matches("failed after [1-9][0-9]* tries: doveadm answered HTTP status 503");
            assertThat(signOuts.failed()).isEqualTo(1);
            assertThat(signOuts.waiting()).isZero();
        }
    }

    @Test
    void aWrongKeyIsToldAsSuch() throws Exception {
        DoveadmHost host = DoveadmHost.of(doveadm.url(), Secret.of(""), Secret.of("wrong"));
        try (SignOuts signOuts = new SignOuts(List.of(host), Optional.empty(), NONE, audit, () -> NOON)) {
            signOuts.changed(ANA, blocked(ANA), NOON);

            assertThat(audit.next().after()).endsWith("doveadm does not accept our key or password");
        }
    }

    @Test
    void oneUserWhoFailsHoldsUpNobodyElse() throws Exception {
        doveadm.failing = "bor@example.si";
        doveadm.outages.set(1);
        try (SignOuts signOuts = signOuts(NONE)) {
            signOuts.removed(user("bor@example.si"), NOON);
            signOuts.removed(ANA, NOON);

            List<AuditEvent> events = List.of(audit.next(), audit.next());
            assertThat(events)
                    .extracting(AuditEvent::target)
                    .containsExactlyInAnyOrder("ana@example.si", "bor@example.si");
            assertThat(events)
                    .filteredOn(event -> event.target().startsWith("bor"))
                    .extracting(AuditEvent::after)
                    .allMatch(after -> after != null && after.endsWith("doveadm answered exit code 75"));
            assertThat(signOuts.done()).isEqualTo(1);
        }
    }

    @Test
    void whatIsStillToBeDoneWhenTheServerStopsStandsInTheAuditLog() throws Exception {
        doveadm.outages.set(Integer.MAX_VALUE);
        Patience endless = new Patience(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1), Duration.ZERO);
        SignOuts signOuts = signOuts(endless);
        signOuts.changed(ANA, blocked(ANA), NOON);
        signOuts.close();

        assertThat(audit.next().after()).startsWith("failed after ").endsWith("Odklep was stopped");
    }

    @Test
    void everythingIsDoneASecondTimeForASignInThatWasUnderWay() throws Exception {
        Patience twice = new Patience(SHORT.first(), SHORT.longest(), SHORT.total(), Duration.ofMillis(30));
        try (SignOuts signOuts = signOuts(twice)) {
            signOuts.changed(ANA, blocked(ANA), NOON);

            String first = doveadm.request();
            assertThat(doveadm.request()).isEqualTo(first);
            audit.next();
        }
        assertThat(audit.appended).as("one entry tells of both").isEmpty();
    }

    @Test
    void manyChangesShareACall() throws Exception {
        doveadm.outages.set(1);
        try (SignOuts signOuts = signOuts(SHORT)) {
            for (int i = 0; i < 200; i++) {
                signOuts.removed(user("user" + i + "@example.si"), NOON);
            }
            for (int i = 0; i < 200; i++) {
                assertThat(audit.next().after()).startsWith("done");
            }
            assertThat(doveadm.unread()).isLessThan(200);
        }
    }

    @Test
    void withoutHostsNothingIsDone() {
        try (SignOuts signOuts = new SignOuts(List.of(), Optional.empty(), SHORT, audit, () -> NOON)) {
            signOuts.changed(ANA, blocked(ANA), NOON);
            assertThat(signOuts.waiting()).isZero();
        }
        assertThat(audit.appended).isEmpty();
    }

    private SignOuts signOuts(Patience patience) {
        return new SignOuts(List.of(doveadm.host()), MailDomain.parse("example.si"), patience, audit, () -> NOON);
    }

    private static User user(String name) {
        return User.of(
                "0123456789012345678901", Profile.of(AccountName.of(name), "Somebody"), PasswordState.none(NOON), NOON);
    }

    private static User blocked(User user) {
        return user.withBlock(Optional.of(new SignInBlock(Reason.of("Phished."), "ula", NOON)));
    }

    /** Lets a test wait for an entry. */
    private static final class WatchedAuditLog implements AuditLog {
        private final AuditLog log = new MemoryAuditLog();
        final BlockingQueue<AuditEvent> appended = new LinkedBlockingQueue<>();

        @Override
        public AuditEntry append(AuditEvent event) {
            appended.add(event);
            return log.append(event);
        }

        @Override
        public List<AuditEntry> newest(AuditQuery query) {
            return log.newest(query);
        }

        @Override
        public Stream<AuditEntry> all() {
            return log.all();
        }

        AuditEvent next() throws InterruptedException {
            return Optional.ofNullable(appended.poll(30, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("nothing was recorded"));
        }
    }
}
