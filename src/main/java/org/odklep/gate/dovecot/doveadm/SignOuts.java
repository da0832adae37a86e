package org.odklep.gate.dovecot.doveadm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.odklep.audit.AuditLog;
import org.odklep.kernel.MailDomain;
import org.odklep.user.User;
import org.odklep.user.UserChanges;

/**
 * Listens to changes of users and has every Dovecot host forget and end what a change makes worthless. The thread that made
 * the change only leaves word.
 */
public final class SignOuts implements UserChanges, AutoCloseable {
    private final List<DoveadmWorker> workers;
    private final Optional<MailDomain> defaultDomain;

    /**
     * @param hosts none where Dovecot is not to be told
     * @param defaultDomain users of this domain may be known to Dovecot without it
     */
    public SignOuts(
            Collection<DoveadmHost> hosts,
            Optional<MailDomain> defaultDomain,
            Patience patience,
            AuditLog audit,
            InstantSource clock) {
        this.workers = hosts.stream()
                .map(host -> new DoveadmWorker(host, patience, audit, clock))
                .toList();
        this.defaultDomain = defaultDomain;
        workers.forEach(DoveadmWorker::start);
    }

    @Override
    public void changed(User before, User after, Instant now) {
        SignOut.of(before, after, now).ifPresent(this::take);
    }

    @Override
    public void removed(User user, Instant now) {
        take(SignOut.ofRemoval(user, now));
    }

    /** What hosts did: one for each change and host. */
    public long done() {
        return sum(DoveadmWorker::done);
    }

    /** What hosts did not do, and will not. */
    public long failed() {
        return sum(DoveadmWorker::failed);
    }

    /** How often a host that did not do something was left to be asked again. */
    public long retried() {
        return sum(DoveadmWorker::retried);
    }

    /** What hosts are still to do, for the first or for the second time. */
    public long waiting() {
        return sum(DoveadmWorker::waiting);
    }

    @Override
    public void close() {
        workers.forEach(DoveadmWorker::close);
    }

    private void take(SignOut signOut) {
        Order order = Order.of(signOut, defaultDomain);
        workers.forEach(worker -> worker.take(order));
    }

    private long sum(ToLongFunction<DoveadmWorker> figure) {
        return workers.stream().mapToLong(figure).sum();
    }
}
