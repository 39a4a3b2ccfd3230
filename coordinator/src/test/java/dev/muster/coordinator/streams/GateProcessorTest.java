package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import dev.muster.common.wire.GateRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.monitor.Uncommitted;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class GateProcessorTest {
    private final GateFigures figures = new GateFigures();

    @Test
    void whatGatesHoldIsToldAgainWhenTheirPartitionIsResumed(@TempDir Path folder) {
        var context = new MockProcessorContext<Object, Object>(new Properties(), new TaskId(0, 0),
                folder.toFile());
        context.setCurrentSystemTimeMs(0);
        var store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TopologyNames.GATES_STORE),
                Serdes.Bytes(), Serdes.ByteArray()).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        var processor = new GateProcessor(parts());
        processor.init(context);
        processor.process(new Record<>("echo".getBytes(StandardCharsets.UTF_8),
                WireFormat.bytes(new GateRecord.Register(List.of("say"), null)), 0));

        processor.close();
        assertThat(figures.all()).isEmpty();
        processor.init(context);

        assertThat(figures.all()).isEqualTo(Map.of("echo", new Gate(0, 0, 0)));
    }

    private WorkflowTopology.Parts parts() {
        return new WorkflowTopology.Parts(Topics.DEFAULT, new DefinitionCache(),
                new Tallies(InstantSource.system()),
                ThreadLocal.withInitial(
                        () -> new PerThread(new CommitPacing(), new Uncommitted(occurrence -> {}))),
                new Intake(), new WorkflowTopology.Parts.Periods(Duration.ofSeconds(10), null), figures);
    }
}
