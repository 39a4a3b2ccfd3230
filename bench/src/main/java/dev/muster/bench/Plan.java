package dev.muster.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run: what is done, how much of it at once, for how long, and by which processes.
record Plan(Workload workload, Stock stock, Load load, Times times, Shape shape, Jvms jvms, Looks looks) {
    /// @param outstanding how many workflows are kept going; with a rate, what is reported of it is 0
    /// @param ratePerSecond at which they are submitted whether others end or not; null to keep so many outstanding
    /// @param throughHttp by the API of the first coordinator instead of the `commands` topic
    record Load(int outstanding, @Nullable Double ratePerSecond, boolean throughHttp) {}

    /// @param sequential how many workflows are run one at a time afterwards
    record Times(Duration warmUp, Duration window, int sequential) {}

    /// @param runningLimit of the fleet; null for none
    record Shape(int coordinators, int workers, int partitions, int streamThreads, int maxInFlight,
            @Nullable Integer runningLimit) {}

    /// The flags of the JVMs, beside those that every process of Muster needs.
    record Jvms(List<String> broker, List<String> coordinator, List<String> worker) {}

    /// What is looked at beside the figures, at a little cost.
    /// @param recordings where flight recordings of the window go
    /// @param threads whether the processor time of single threads is told
    /// @param listings how often each listing is asked for afterwards
    /// @param restarts whether a coordinator is started again at the end
    record Looks(@Nullable Path recordings, boolean threads, int listings, boolean restarts) {}
}
