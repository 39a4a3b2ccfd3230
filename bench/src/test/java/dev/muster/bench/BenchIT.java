package dev.muster.bench;

import dev.muster.bench.Plan.Jvms;
import dev.muster.bench.Plan.Load;
import dev.muster.bench.Plan.Looks;
import dev.muster.bench.Plan.Shape;
import dev.muster.bench.Plan.Times;
import dev.muster.dev.Lifetime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A short run of the whole: that the figures are complete and nothing is lost, not what they are.
@Timeout(180)
class BenchIT {
    private static final List<String> QUICK_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-Xmx256m");

    @Test
    void aRunTellsAllFiguresAndLosesNothing(@TempDir Path folder) throws InterruptedException {
        var plan = new Plan(Workloads.chain3(1), new Stock(20, 5), new Load(20, null, false),
                new Times(Duration.ofSeconds(1), Duration.ofSeconds(3), 2), new Shape(1, 1, 2, 1, 20, null),
                new Jvms(QUICK_START, QUICK_START, QUICK_START), new Looks(null, false, 2, true));

        try (var lifetime = new Lifetime()) {
            var run = Bench.run(plan, folder, lifetime);

            assertThat(run.verdict()).isEqualTo(new Window.Verdict(0, 0, 0));
            assertThat(run.sequential().getTotalCount()).isEqualTo(2);
            var figures = new JsonMapper().readTree(Result.of(run).json());
            assertThat(figures.propertyNames()).contains("workload", "outstanding", "seconds", "workflows",
                    "workflowsPerSecond", "tasksPerSecond", "p50Millis", "p99Millis",
                    "latencySequentialP50Millis", "latencySequentialP99Millis",
                    "serverCpuSecondsPer1000Workflows", "driverCpuSecondsPer1000Workflows", "rssMiB",
                    "settings", "errors", "refused", "lost", "duplicated");
            assertThat(figures.path("workflows").asInt(0)).isPositive();
            assertThat(figures.path("cpuSeconds").path("coordinator").asDouble(0)).isPositive();
            assertThat(figures.path("rssMiB").propertyNames()).containsExactly("broker", "coordinator",
                    "worker", "driver");
        }
    }
}
