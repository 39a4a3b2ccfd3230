package dev.muster.coordinator.monitor;

import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Metrics;
import dev.muster.coordinator.port.Rates;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Counts what happens at one coordinator and shows it to monitoring systems. Thread-safe.
public final class Monitor implements Metrics, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counters counters;
    private final Throughput throughput;
    private final Deque<MeterBinder> bound = new ConcurrentLinkedDeque<>();

    private Monitor(InstantSource clock) {
        // Those of every store would be most of a scrape, and Kafka reads RocksDB's own without a lock against its closing.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("kafka.stream.state"));
        this.counters = new Counters(registry);
        this.throughput = new Throughput(clock);
    }

    /// Begins to count, with the figures of this JVM.
    public static Monitor start(InstantSource clock) {
        var monitor = new Monitor(clock);
        List.of(new JvmInfoMetrics(), new JvmMemoryMetrics(), new JvmGcMetrics(), new JvmThreadMetrics(),
                new ClassLoaderMetrics(), new ProcessorMetrics(), new FileDescriptorMetrics(),
                new UptimeMetrics()).forEach(monitor::bind);
        return monitor;
    }

    /// What is read at a scrape, without asking another coordinator.
    public interface Figures {
        /// The registered agent types, as far as they are known here.
        /// @throws dev.muster.common.error.NotReadyException while the coordinator starts
        List<AgentView> agents();

        /// How many workflows the partitions that are open here have in each status.
        Map<String, Long> workflows();

        Undecided undecided();

        /// How many partitions a transaction holds back that does not end.
        int heldBack();
    }

    /// The submissions that were let in here and are not decided yet.
    /// @param most how many there may be at the moment
    public record Undecided(int submissions, int most) {}

    /// Shows these figures from now on. To be called once.
    public void show(Figures figures) {
        registry.getPrometheusRegistry().register(new FigureGauges(figures));
    }

    /// Shows what others count, until this is closed.
    public void bind(MeterBinder meters) {
        meters.bindTo(registry);
        bound.push(meters);
    }

    /// Counts what is committed.
    public void count(Occurrence occurrence) {
        counters.count(occurrence);
        switch (occurrence) {
            case Occurrence.AttemptReady(var agent) -> throughput.arrived(agent);
            case Occurrence.AttemptEnded(var agent, var outcome, var took) when outcome.isServed() ->
                throughput.served(agent);
            case Occurrence other -> {
                // Nothing of an agent's throughput.
            }
        }
    }

    /// How fast work comes and goes at this coordinator, by agent type.
    public Map<String, Rates> rates() {
        return throughput.rates();
    }

    @Override
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        for (var meters : bound) {
            if (meters instanceof AutoCloseable closeable) {
                close(closeable);
            }
        }
        registry.close();
    }

    private static void close(AutoCloseable meters) {
        try {
            meters.close();
        } catch (Exception e) {
            throw new IllegalStateException("meters could not be closed", e);
        }
    }
}
