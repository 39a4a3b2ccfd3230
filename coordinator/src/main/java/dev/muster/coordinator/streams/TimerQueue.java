package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// The timers of one partition. Owned by the stream thread.
///
/// Remembers before which time nothing is due, so that most looks cost nothing and none steps over the tombstones of
/// the timers that fired. It starts from nothing known, so the first look after a start goes through the store.
final class TimerQueue {
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    private long nothingBefore;

    TimerQueue(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void set(WorkflowId workflow, Instant due, Timer timer) {
        var dueTimer = new DueTimer(FormWriter.millis(due), workflow, timer);
        store.put(dueTimer.key(), PRESENT);
        nothingBefore = Math.min(nothingBefore, dueTimer.dueMillis());
    }

    /// Takes out timers that are due, earliest first.
    /// @param atMost how many to take
    List<DueTimer> takeDue(long nowMillis, int atMost) {
        if (nowMillis < nothingBefore) {
            return List.of();
        }
        var due = new ArrayList<DueTimer>();
        var next = Long.MAX_VALUE;
        try (var timers = store.range(DueTimer.from(nothingBefore), null)) {
            while (timers.hasNext()) {
                var timer = DueTimer.read(timers.next().key);
                if (timer.dueMillis() > nowMillis || due.size() == atMost) {
                    next = timer.dueMillis();
                    break;
                }
                due.add(timer);
            }
        }
        nothingBefore = next;
        due.forEach(timer -> store.delete(timer.key()));
        return due;
    }
}
