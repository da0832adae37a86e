package org.odklep.store.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.odklep.kernel.StoreUnavailable;

class OutageTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Outage outage = new Outage(nanos::get);

    @Test
    void withoutAnOutageEverybodyMayTry() {
        assertThatCode(outage::check).doesNotThrowAnyException();
    }

    @Test
    void forASecondAfterOneWaitedInVainOthersAreToldAtOnce() {
        outage.begin(new StoreUnavailable("away"));
        nanos.addAndGet(999_999_999);

        assertThatThrownBy(outage::check).isInstanceOf(StoreUnavailable.class).hasMessage("away");
    }

    @Test
    void afterASecondTheNextOneTriesAgain() {
        outage.begin(new StoreUnavailable("away"));
        nanos.addAndGet(1_000_000_000);

        assertThatCode(outage::check).doesNotThrowAnyException();
    }
}
