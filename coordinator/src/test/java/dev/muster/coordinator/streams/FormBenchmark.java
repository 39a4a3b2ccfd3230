package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Arrivals;
import dev.muster.coordinator.core.Attempt;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.TaskRow;
import dev.muster.coordinator.core.TaskState;
import dev.muster.coordinator.core.Undo;
import dev.muster.coordinator.core.WorkflowState;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The stored forms of the rows that are written most.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FormBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final Header header = new Header(new WorkflowId("0198f0d2-6c1e-7a42-8f31-2f6d0b9c5e77"),
            WorkflowState.RUNNING, new Header.Progress(3, 1, 0, 0), new Header.Load(1, 1, 1, 0, 0),
            new Header.Queue(2, 2), new Header.Span(NOW, NOW, null, null), Header.Outcome.OPEN);
    private final TaskRow task = new TaskRow(new TaskId("second"), TaskState.RUNNING, new Arrivals(1, 0),
            new Attempt(1, 1, Attempt.Stage.RUNNING, new WorkerId("worker-1"), NOW, false),
            new TaskRow.Span(NOW, null), null, Undo.NOTHING);
    private final byte[] storedHeader = HeaderForm.write(header);
    private final byte[] storedTask = TaskForm.write(task);

    @Benchmark
    public byte[] writeHeader() {
        return HeaderForm.write(header);
    }

    @Benchmark
    public Header readHeader() {
        return HeaderForm.read(storedHeader);
    }

    @Benchmark
    public byte[] writeTask() {
        return TaskForm.write(task);
    }

    @Benchmark
    public TaskRow readTask() {
        return TaskForm.read(storedTask);
    }
}
