package dev.muster.coordinator.streams;

import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.gate.GateRow;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One decision of a machine, applied to rows in maps: the mean of all that a workflow or a gate needs.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MachineBenchmark {
    private final Decisions chain3 = Decisions.chain3();
    private final Decisions fan50 = Decisions.fan50();
    private final GateDecisions openGate = GateDecisions.open();
    private final GateDecisions fullGate = GateDecisions.full();

    @Benchmark
    @OperationsPerInvocation(4)
    public Header chain3() {
        return chain3.make();
    }

    @Benchmark
    @OperationsPerInvocation(53)
    public Header fan50() {
        return fan50.make();
    }

    @Benchmark
    @OperationsPerInvocation(20)
    public GateRow openGate() {
        return openGate.make();
    }

    @Benchmark
    @OperationsPerInvocation(20)
    public GateRow fullGate() {
        return fullGate.make();
    }
}
