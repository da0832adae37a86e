package org.odklep.gate.dovecot.doveadm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.ClientAddress;
import org.odklep.kernel.MailDomain;
import org.odklep.kernel.Reason;
import org.odklep.kernel.Secret;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.store.memory.MemorySignOutStore;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SignInBlock;
import org.odklep.user.User;

class SignOutsTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final User ANA = user("ana@example.si");
    private static final AuditEvent CHANGE =
            new AuditEvent(NOON, "ula", ClientAddress.LOCAL, "user.blockSignIn", "ana@example.si", "", null, null);
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ofMinutes(5));
    private static final Patience NONE =
            new Patience(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(5));

    private final FakeDoveadm doveadm = new FakeDoveadm();
    private final WatchedAuditLog audit = new WatchedAuditLog();
    private final MemorySignOutStore orders = new MemorySignOutStore(audit);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @AfterEach
    void close() {
        doveadm.close();
    }

    @Test
    void aBlockEndsSessionsAndStandsInTheAuditLog() throws Exception {
        try (SignOuts signOuts = signOuts(SHORT)) {
            block(signOuts, ANA);

            assertThat(doveadm.request())
                    .isEqualTo("[[\"authCacheFlush\",{\"user\":[\"ana@example.si\",\"ana\"]},\"*\"],"
                            + "[\"kick\",{\"mask\":[\"ana@example.si\"]},\"ana@example.si\"],"
                            + "[\"kick\",{\"mask\":[\"ana\"]},\"ana\"]]");
            AuditEvent event = audit.next();
            assertThat(event.action()).isEqualTo("user.signOut");
            assertThat(event.actor()).isEqualTo("dovecot:" + doveadm.host().name());
            assertThat(event.target()).isEqualTo("ana@example.si");
            assertThat(event.reason()).isEqualTo("Sign-in blocked by ula at 2027-03-01T12:00:00Z");
            assertThat(event.after()).isEqualTo("done: cached passwords forgotten; sessions ended: ana@example.si");
            until(() -> signOuts.done() == 1);
        }
    }

    @Test
    void aHostThatIsAwayForAWhileIsAskedUntilItDoesIt() throws Exception {
        doveadm.outages.set(7);
        try (SignOuts signOuts = signOuts(SHORT)) {
            remove(signOuts, ANA);

            AuditEvent event = audit.next();
            assertThat(event.after()).startsWith("done after 8 tries: ").contains("sessions ended: ana@example.si");
            assertThat(event.reason()).startsWith("User removed by ula at ");
            assertThat(signOuts.failed()).isZero();
        }
    }

    @Test
    void inTheEndTheAuditLogSaysThatAHostDidNotDoIt() throws Exception {
        doveadm.outages.set(Integer.MAX_VALUE);
        try (SignOuts signOuts = signOuts(NONE)) {
            block(signOuts, ANA);

            assertThat(audit.next().after())
                    .matches("failed after [1-9][0-9]* tries: doveadm answered HTTP status 503");
            until(() -> signOuts.failed() == 1);
            assertThat(signOuts.waiting()).isZero();
        }
    }

    @Test
    void aWrongKeyIsToldAsSuch() throws Exception {
        DoveadmHost host = DoveadmHost.of(doveadm.url(), Secret.of(""), Secret.of("wrong"));
        try (SignOuts signOuts = new SignOuts(List.of(host), Optional::empty, NONE, orders, now::get)) {
            block(signOuts, ANA);

            assertThat(audit.next().after()).endsWith("doveadm does not accept our key or password");
        }
    }

    @Test
    void oneUserWhoFailsHoldsUpNobodyElse() throws Exception {
        doveadm.failing = "bor@example.si";
        doveadm.outages.set(1);
        try (SignOuts signOuts = signOuts(NONE)) {
            remove(signOuts, user("bor@example.si"));
            remove(signOuts, ANA);

            List<AuditEvent> events = List.of(audit.next(), audit.next());
            assertThat(events)
                    .extracting(AuditEvent::target)
                    .containsExactlyInAnyOrder("ana@example.si", "bor@example.si");
            assertThat(events)
                    .filteredOn(event -> event.target().startsWith("bor"))
                    .extracting(AuditEvent::after)
                    .allMatch(after -> after != null && after.endsWith("doveadm answered exit code 75"));
            until(() -> signOuts.done() == 1);
        }
    }

    @Test
    void whatIsStillToBeDoneWhenTheServerStopsIsDoneAfterTheNextStart() throws Exception {
        doveadm.outages.set(Integer.MAX_VALUE);
        try (SignOuts stopped = signOuts(SHORT)) {
            block(stopped, ANA);
            until(() -> stopped.retried() > 0);
        }
        doveadm.outages.set(0);
        try (SignOuts started = signOuts(SHORT)) {
            AuditEvent event = audit.next();
            assertThat(event.reason()).isEqualTo("Sign-in blocked by ula at 2027-03-01T12:00:00Z");
            assertThat(event.after()).startsWith("done").contains("sessions ended: ana@example.si");
            until(() -> started.done() == 1);
        }
    }

    @Test
    void whatADeadNodeHeldIsDoneByAnotherWhenItsTimeIsOver() throws Exception {
        doveadm.outages.set(Integer.MAX_VALUE);
        SignOuts dead = signOuts(SHORT);
        block(dead, ANA);
        until(() -> dead.retried() > 0);
        dead.stop();
        doveadm.outages.set(0);
        try (SignOuts other = signOuts(SHORT)) {
            other.changed(ANA, ANA, NOON);
            block(other, user("bor@example.si"));
            assertThat(audit.next().target()).as("the other's is held").isEqualTo("bor@example.si");
            now.set(NOON.plus(SignOuts.LEASE));
            other.changed(ANA, ANA, NOON);
            assertThat(audit.next().target()).isEqualTo("ana@example.si");
        }
    }

    @Test
    void ofManyNodesOneDoesAnOrder() throws Exception {
        try (SignOuts one = signOuts(SHORT);
                SignOuts two = signOuts(SHORT)) {
            for (int i = 0; i < 50; i++) {
                orders.add(one.orders(user("user" + i + "@example.si"), Optional.empty(), CHANGE));
                one.removed(ANA, NOON);
                two.removed(ANA, NOON);
            }
            for (int i = 0; i < 50; i++) {
                audit.next();
            }
            until(() -> one.done() + two.done() == 50);
        }
        assertThat(audit.appended).isEmpty();
    }

    @Test
    void whatWasDoneOnceIsDoneAgainAfterAKillAndToldOnce() throws Exception {
        SignOuts killed = signOuts(SHORT);
        block(killed, ANA);
        String first = doveadm.request();
        audit.next();
        killed.stop();
        now.set(NOON.plus(SignOuts.LEASE));
        try (SignOuts started = signOuts(SHORT)) {
            assertThat(doveadm.request()).isEqualTo(first);
            until(() -> started.waiting() == 0);
        }
        assertThat(audit.appended).as("one entry tells of both").isEmpty();
    }

    @Test
    void theOrdersOfAHostThatIsGoneEndWithAWordInTheAuditLog() throws Exception {
        DoveadmHost gone = DoveadmHost.of("http://imap9.example.si:8080", Secret.of("x"), Secret.of(""));
        try (SignOuts before = new SignOuts(List.of(gone), Optional::empty, SHORT, orders, now::get)) {
            orders.add(before.orders(ANA, Optional.of(blocked(ANA)), CHANGE));
        }
        now.set(NOON.plus(SignOuts.ABANDONED).plusSeconds(60));
        try (SignOuts after = signOuts(SHORT)) {
            AuditEvent event = audit.next();
            assertThat(event.actor()).isEqualTo("dovecot:imap9.example.si:8080");
            assertThat(event.after()).isEqualTo("failed: the host is not in odklep.doveadm.urls any more");
            assertThat(after.waiting()).isZero();
        }
    }

    @Test
    void everythingIsDoneASecondTimeForASignInThatWasUnderWay() throws Exception {
        Patience twice = new Patience(SHORT.first(), SHORT.longest(), SHORT.total(), Duration.ofMillis(30));
        try (SignOuts signOuts = signOuts(twice)) {
            block(signOuts, ANA);

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
                remove(signOuts, user("user" + i + "@example.si"));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(audit.next().after()).startsWith("done");
            }
            assertThat(doveadm.unread()).isLessThan(200);
        }
    }

    @Test
    void withoutHostsNothingIsDone() {
        try (SignOuts signOuts = new SignOuts(List.of(), Optional::empty, SHORT, orders, now::get)) {
            block(signOuts, ANA);
            assertThat(signOuts.waiting()).isZero();
        }
        assertThat(audit.appended).isEmpty();
    }

    private SignOuts signOuts(Patience patience) {
        return new SignOuts(List.of(doveadm.host()), () -> MailDomain.parse("example.si"), patience, orders, now::get);
    }

    private static User user(String name) {
        return User.of(
                "0123456789012345678901", Profile.of(AccountName.of(name), "Somebody"), PasswordState.none(NOON), NOON);
    }

    private static User blocked(User user) {
        return user.withBlock(Optional.of(new SignInBlock(Reason.of("Phished."), "ula", NOON)));
    }

    private void block(SignOuts signOuts, User user) {
        orders.add(signOuts.orders(user, Optional.of(blocked(user)), CHANGE));
        signOuts.changed(user, blocked(user), NOON);
    }

    private void remove(SignOuts signOuts, User user) {
        orders.add(signOuts.orders(user, Optional.empty(), CHANGE));
        signOuts.removed(user, NOON);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 30 s").isLessThan(end);
            Thread.onSpinWait();
        }
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
