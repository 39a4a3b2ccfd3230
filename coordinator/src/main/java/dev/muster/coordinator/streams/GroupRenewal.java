package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the settings of the registered agent types' share groups up to date, once per start of a coordinator: those that
/// were made by an older one have what that one set. In a thread of its own, so that nothing waits for it.
final class GroupRenewal implements AutoCloseable {
    private static final String NAME = "group-renewal";
    private static final Logger LOG = LoggerFactory.getLogger(GroupRenewal.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final TopicSetup setup;
    private final AgentTable agents;
    private volatile @Nullable Thread thread;

    GroupRenewal(TopicSetup setup, AgentTable agents) {
        this.setup = setup;
        this.agents = agents;
    }

    /// To be called once, when the table is read.
    void start(Vitals vitals) {
        thread = vitals.start(NAME, () -> {
            while (!isDone() && !Thread.currentThread().isInterrupted()) {
                Threads.pause(PAUSE);
            }
        });
    }

    private boolean isDone() {
        try {
            agents.all().keySet().forEach(setup::configure);
            return true;
        } catch (InterruptException e) {
            // The coordinator stops. The next one to start does the same.
            return false;
        } catch (RetriableException | NotReadyException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage())
                    .log("share groups keep the settings that they have and will be set up again");
            return false;
        }
    }

    @Override
    public void close() {
        var started = thread;
        if (started != null) {
            started.interrupt();
            Threads.join(started, STOP_WITHIN);
        }
    }
}
