package org.odklep.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.odklep.directory.BuiltInGroups;
import org.odklep.kernel.StoreUnavailable;
import org.odklep.sending.SendJournal;
import org.odklep.sending.SendLedger;
import org.odklep.sending.SendingGuard;
import org.odklep.signin.PlaceStore;
import org.odklep.signin.SignInJournal;
import org.odklep.signin.SignIns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** What has to be done again and again, and once at start and end: read what is stored, write what is gathered. */
@Component
final class Housekeeping implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    /** How soon this node knows what another one changed. */
    private static final Duration POLL = Duration.ofMillis(250);

    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration PRUNE = Duration.ofHours(1);
    /** What began longer ago is not under way on another node either. */
    private static final Duration IMPORT = Duration.ofHours(1);
    /** Without a failure for a day, counting begins anew anyhow. */
    private static final Duration LOCKOUTS = Duration.ofHours(25);

    private final InMemory memory;
    private final BuiltInGroups groups;
    private final SendingGuard guard;
    private final SendJournal journal;
    private final SignIns signIns;
    private final SignInJournal attempts;
    private final Stores stores;
    private final Settings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("housekeeping-", 1).daemon().factory());
    private volatile boolean running;

    Housekeeping(
            InMemory memory,
            BuiltInGroups groups,
            SendingGuard guard,
            SendJournal journal,
            SignIns signIns,
            SignInJournal attempts,
            Stores stores,
            Settings settings,
            InstantSource clock) {
        this.memory = memory;
        this.groups = groups;
        this.guard = guard;
        this.journal = journal;
        this.signIns = signIns;
        this.attempts = attempts;
        this.stores = stores;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        Instant now = clock.instant();
        refresh();
        guard.rebuild(now);
        repeat("write counts and traces", settings.database().flushInterval(), journal::flush);
        repeat("write the sign-in log", settings.database().flushInterval(), attempts::flush);
        repeat("read changes of other nodes", POLL, this::follow);
        repeat("read members of groups", POLL, () -> groups.refresh(clock.instant()));
        repeat("end restrictions", SWEEP, this::sweep);
        repeat("remove old records", PRUNE, this::prune);
        timer.execute(() -> attempt(
                "remove what imports left that broke off",
                () -> stores.users().removeUnfinished(settings.database().url().isEmpty() ? now : now.minus(IMPORT))));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        try {
            timer.awaitTermination(5, TimeUnit.SECONDS);
            journal.flush();
            attempts.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailable e) {
            LOG.error("counts and traces since the last write are lost: {}", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the stores, before the gates. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void refresh() {
        memory.refresh(clock.instant());
    }

    private void follow() {
        refresh();
        guard.refresh(clock.instant());
    }

    private void sweep() {
        Instant now = clock.instant();
        memory.locks().sweep(now, now.minus(SendLedger.WINDOW));
        guard.sweep(now);
        signIns.sweep(now);
    }

    private void prune() {
        Instant now = clock.instant();
        stores.ledger()
                .prune(
                        now.minus(SendLedger.WINDOW).minus(PRUNE),
                        now.minus(settings.retention().traces()));
        stores.signIns().prune(now.minus(settings.retention().signIns()));
        stores.lockouts().prune(now.minus(LOCKOUTS));
        stores.places().prune(now.minus(PlaceStore.REMEMBERED));
        stores.signInLists().prune(now);
        stores.sessions()
                .prune(
                        now.minus(settings.sessions().idle()),
                        now.minus(settings.sessions().longest()));
        stores.tickets().prune(now);
        stores.users().removeUnfinished(now.minus(IMPORT));
    }

    private void repeat(String what, Duration every, Runnable work) {
        timer.scheduleWithFixedDelay(
                () -> attempt(what, work), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failed turn is told and tried again the next time; one that threw would end the series. */
    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailable e) {
            LOG.warn("could not {}: {}", what, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("could not {}", what, e);
        }
    }
}
