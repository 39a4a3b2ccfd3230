package dev.muster.bench;

import dev.muster.bench.MeasuredFleet.PerPart;
import dev.muster.bench.Plan.Shape;
import dev.muster.bench.Window.Run;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/// A run's figures, in the names and the order in which they are published.
record Result(Map<String, Object> figures) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double MICROS_PER_MILLI = 1_000;
    private static final int MEDIAN = 50;
    private static final int HIGH = 99;

    static Result of(Run run) {
        var window = run.window();
        var load = run.plan().load();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("workload", run.plan().workload().name());
        figures.put("outstanding", load.ratePerSecond() == null ? load.outstanding() : 0);
        figures.put("seconds", rounded(window.seconds()));
        figures.put("workflows", window.workflows());
        figures.put("workflowsPerSecond", rounded(window.workflows() / window.seconds()));
        figures.put("tasksPerSecond", rounded(window.rates().tasks()));
        figures.put("p50Millis", millis(run.answers().latencies(), MEDIAN));
        figures.put("p99Millis", millis(run.answers().latencies(), HIGH));
        figures.put("latencySequentialP50Millis", millis(run.sequential(), MEDIAN));
        figures.put("latencySequentialP99Millis", millis(run.sequential(), HIGH));
        putCpu(figures, window);
        figures.put("rssMiB", perPart(run.memory().after()));
        figures.put("settings", settings(run.plan()));
        figures.put("errors", run.verdict().errors());
        figures.put("refused", run.answers().refusals().getTotalCount());
        figures.put("lost", run.verdict().lost());
        figures.put("duplicated", run.verdict().duplicated());
        putMore(figures, run);
        return new Result(figures);
    }

    private static void putCpu(Map<String, Object> figures, Window window) {
        var thousands = window.workflows() / 1_000.0;
        var cpu = window.cpu();
        figures.put("serverCpuSecondsPer1000Workflows",
                rounded((cpu.broker() + cpu.coordinator()) / thousands));
        figures.put("driverCpuSecondsPer1000Workflows", rounded(cpu.driver() / thousands));
        figures.put("brokerCpuSecondsPer1000Workflows", rounded(cpu.broker() / thousands));
        figures.put("coordinatorCpuSecondsPer1000Workflows", rounded(cpu.coordinator() / thousands));
        figures.put("workerCpuSecondsPer1000Workflows", rounded(cpu.worker() / thousands));
    }

    private static void putMore(Map<String, Object> figures, Run run) {
        var window = run.window();
        var cpu = window.cpu();
        var tasks = window.rates().tasks() * window.seconds() / 1_000;
        figures.put("serverCpuSecondsPer1000Tasks", rounded((cpu.broker() + cpu.coordinator()) / tasks));
        figures.put("maxMillis", run.answers().latencies().getMaxValue() / MICROS_PER_MILLI);
        if (run.answers().refusals().getTotalCount() > 0) {
            figures.put("refusedP50Millis", millis(run.answers().refusals(), MEDIAN));
            figures.put("refusedP99Millis", millis(run.answers().refusals(), HIGH));
        }
        figures.put("rssBeforeMiB", perPart(run.memory().before()));
        // Elsewhere no gate is full, and slots are empty because nobody wants them.
        if (run.plan().workload().name().equals("refill")) {
            figures.put("refillP50Millis", window.rates().refillP50Millis());
            figures.put("refillP99Millis", window.rates().refillP99Millis());
        }
        figures.put("commitsPerSecond", rounded(window.rates().commits()));
        figures.put("cpuSeconds", perPart(cpu));
        figures.put("otherProgramsCpuSeconds", rounded(window.elsewhere()));
        figures.put("logRecordsPerWorkflow", rounded(window.traffic().log()));
        figures.put("brokerRequestsPerWorkflow", rounded(window.traffic().requests()));
    }

    private static Map<String, Object> rounded(Map<String, Double> values) {
        var rounded = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> rounded.put(name, rounded(value)));
        return rounded;
    }

    private static Map<String, Object> perPart(PerPart parts) {
        var each = new LinkedHashMap<String, Object>();
        each.put("broker", rounded(parts.broker()));
        each.put("coordinator", rounded(parts.coordinator()));
        each.put("worker", rounded(parts.worker()));
        each.put("driver", rounded(parts.driver()));
        return each;
    }

    private static Map<String, Object> settings(Plan plan) {
        var settings = new LinkedHashMap<String, Object>();
        if (plan.load().ratePerSecond() != null) {
            settings.put("rate", plan.load().ratePerSecond());
        }
        settings.put("through", plan.load().throughHttp() ? "http" : "log");
        settings.put("warmupSeconds", plan.times().warmUp().toSeconds());
        settings.put("sequential", plan.times().sequential());
        settings.put("payloadBytes", plan.workload().payloadBytes());
        settings.put("agents", plan.workload().agents());
        putShape(settings, plan.shape());
        settings.put("recording", plan.looks().recordings() != null);
        settings.put("processors", Runtime.getRuntime().availableProcessors());
        settings.put("java", Runtime.version().toString());
        settings.put("jvmFlags", Map.of("broker", plan.jvms().broker(), "coordinator",
                plan.jvms().coordinator(), "worker", plan.jvms().worker(), "driver",
                ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return settings;
    }

    private static void putShape(Map<String, Object> settings, Shape shape) {
        settings.put("coordinators", shape.coordinators());
        settings.put("workers", shape.workers());
        settings.put("partitions", shape.partitions());
        settings.put("streamThreads", shape.streamThreads());
        settings.put("maxInFlight", shape.maxInFlight());
        settings.put("runningLimit", shape.runningLimit() == null ? "none" : shape.runningLimit());
    }

    private static double millis(Histogram micros, int percentile) {
        return micros.getTotalCount() == 0
                ? 0
                : rounded(micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1_000) / 1_000.0 : 0;
    }

    double figure(String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /// One line.
    String json() {
        return JSON.writeValueAsString(figures);
    }

    /// Some lines for people.
    String text() {
        return """
                %s: %.0f workflows/s, %.0f tasks/s over %.0f s
                  latency        p50 %.1f ms, p99 %.1f ms; one at a time p50 %.1f ms, p99 %.1f ms
                  CPU seconds    %.2f of the server for 1,000 workflows, %.2f of the driver
                  memory         %s MiB
                  refused %.0f, failed %.0f, lost %.0f, duplicated %.0f""".formatted(figures.get("workload"),
                figure("workflowsPerSecond"), figure("tasksPerSecond"), figure("seconds"),
                figure("p50Millis"), figure("p99Millis"), figure("latencySequentialP50Millis"),
                figure("latencySequentialP99Millis"), figure("serverCpuSecondsPer1000Workflows"),
                figure("driverCpuSecondsPer1000Workflows"), figures.get("rssMiB"), figure("refused"),
                figure("errors"),
                figure("lost"), figure("duplicated"));
    }
}
