package dev.muster.worker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where what takes its time is done: what handlers do, and the sending of what they did. The seam between what a worker
/// decides about its attempts and the threads that it needs for them.
interface Work {
    /// Runs the attempt's handler to its end, elsewhere.
    void run(Attempt attempt, Consumer<Outcome> ended);

    /// Does it elsewhere.
    void aside(String what, Runnable work);

    /// Sends, and tells how that went. Called by what was run here, or aside.
    /// @param done is given null if what was sent is durable
    void send(Sending sending, Consumer<@Nullable UndeliverableException> done);

    /// Something that ends by making a record durable.
    @FunctionalInterface
    interface Sending {
        void run() throws UndeliverableException;
    }
}
