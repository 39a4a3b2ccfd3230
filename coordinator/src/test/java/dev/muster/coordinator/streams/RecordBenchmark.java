package dev.muster.coordinator.streams;

import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.ReportRecord;
import dev.muster.common.wire.TaskRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
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

/// The records of which each task needs one, and the command of each workflow, with a payload of 100 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecordBenchmark {
    private final TaskRecord task = new TaskRecord("second", 1, 1, TaskRecord.Phase.RUN,
            new TaskRecord.Order("echo", "say", Workloads.PAYLOAD, null, 300_000, null));
    private final byte[] writtenTask = WireFormat.bytes(task);
    private final ReportRecord report = new ReportRecord.Succeeded("second", 1, "worker-1",
            Workloads.PAYLOAD);
    private final byte[] writtenReport = WireFormat.bytes(report);
    private final byte[] writtenStart = WireFormat.bytes(
            new CommandRecord.Start(null, null, "chain3", 1, Workloads.PAYLOAD, null, null));

    @Benchmark
    public byte[] writeTask() {
        return WireFormat.bytes(task);
    }

    @Benchmark
    public TaskRecord readTask() throws UnreadableRecordException {
        return WireFormat.read(TaskRecord.class, writtenTask);
    }

    @Benchmark
    public byte[] writeReport() {
        return WireFormat.bytes(report);
    }

    @Benchmark
    public ReportRecord readReport() throws UnreadableRecordException {
        return WireFormat.read(ReportRecord.class, writtenReport);
    }

    @Benchmark
    public CommandRecord readStart() throws UnreadableRecordException {
        return WireFormat.read(CommandRecord.class, writtenStart);
    }
}
