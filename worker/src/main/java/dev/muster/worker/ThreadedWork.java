package dev.muster.worker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does everything on a virtual thread of its own, from the handler's beginning until its report is durable. Thread-safe.
/// @param onBug told of what no attempt and no broker can be blamed for
record ThreadedWork(Thread.UncaughtExceptionHandler onBug) implements Work {
    @Override
    public void run(Attempt attempt, Consumer<Outcome> ended) {
        aside("task", () -> {
            try {
                ended.accept(attempt.run());
            } finally {
                // So that a bug keeps no slot.
                attempt.ended().complete(null);
            }
        });
    }

    @Override
    public void aside(String what, Runnable work) {
        Thread.ofVirtual().name("muster-" + what).uncaughtExceptionHandler(onBug).start(work);
    }

    @Override
    public void send(Sending sending, Consumer<@Nullable UndeliverableException> done) {
        @Nullable
        UndeliverableException failure = null;
        try {
            sending.run();
        } catch (UndeliverableException e) {
            failure = e;
        }
        done.accept(failure);
    }
}
