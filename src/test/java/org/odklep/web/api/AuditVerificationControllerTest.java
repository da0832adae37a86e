package org.odklep.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odklep.account.Actor;
import org.odklep.account.Role;
import org.odklep.audit.AuditEntry;
import org.odklep.audit.AuditEvent;
import org.odklep.audit.AuditLog;
import org.odklep.audit.AuditQuery;
import org.odklep.kernel.ClientAddress;
import org.odklep.store.memory.MemoryAuditLog;
import org.odklep.web.graph.GraphError;

class AuditVerificationControllerTest {
    private static final Actor AUDITOR = new Actor("ana", Role.AUDITOR, ClientAddress.LOCAL);

    @Test
    void theFirstBrokenLinkIsNamed() {
        MemoryAuditLog log = new MemoryAuditLog();
        log.append(event("first"));
        log.append(event("second"));
        List<AuditEntry> entries;
        try (Stream<AuditEntry> all = log.all()) {
            entries = all.toList();
        }
        AuditEntry forged = new AuditEntry(
                2,
                event("forged"),
                entries.getLast().previousHash(),
                entries.getLast().hash());

        assertThat(verify(() -> Stream.of(entries.getFirst(), forged)))
                .isEqualTo(new AuditVerification(false, null, null, 2L, "entry 2 was changed after it was written"));
        assertThat(verify(() -> entries.stream()))
                .isEqualTo(new AuditVerification(true, 2L, entries.getLast().hash(), null, null));
    }

    @Test
    void oneCheckRunsAtATime() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AuditVerificationController controller = new AuditVerificationController(new Log(() -> {
            reading.countDown();
            await(goOn);
            return Stream.empty();
        }));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<AuditVerification> first = threads.submit(() -> controller.verify(AUDITOR));
            reading.await();
            assertThatThrownBy(() -> controller.verify(AUDITOR))
                    .isInstanceOf(GraphError.class)
                    .hasMessageContaining("being checked right now");
            goOn.countDown();

            assertThat(first.get().intact()).isTrue();
            assertThat(controller.verify(AUDITOR).intact()).isTrue();
        }
    }

    private static AuditVerification verify(Entries entries) {
        return new AuditVerificationController(new Log(entries)).verify(AUDITOR);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static AuditEvent event(String target) {
        return new AuditEvent(Instant.EPOCH, "ana", ClientAddress.LOCAL, "test.done", target, "", null, null);
    }

    private interface Entries {
        Stream<AuditEntry> all();
    }

    /** A log of whatever entries a test wants. */
    private record Log(Entries entries) implements AuditLog {
        @Override
        public AuditEntry append(AuditEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AuditEntry> newest(AuditQuery query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream<AuditEntry> all() {
            return entries.all();
        }
    }
}
