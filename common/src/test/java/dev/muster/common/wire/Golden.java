package dev.muster.common.wire;

import dev.muster.common.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One record of every kind beside the file that holds it as it is on its topic. A file that has to change is a new
/// version of the wire.
record Golden(String name, Class<? extends WireRecord> type, WireRecord value) {
    private static final Json DEFINITION = new Json(
            "{\"name\":\"hello\",\"tasks\":{\"greet\":{\"agent\":\"greeter\","
                    + "\"action\":\"greet\",\"input\":{\"to\":\"${input.name}\"}}}}");

    private static final AgentSettings SETTINGS = AgentSettings.NONE.withLimit(7).withRatePerSecond(2.5)
            .withWeights(Map.of("tenant-a", 3.0)).withBreaker(AgentSettings.BreakerSettings.DEFAULT);

    static Stream<Golden> all() {
        return Stream.of(
                command("command-start", new CommandRecord.Start("c-1", DEFINITION, null, null,
                        new Json("{\"name\":\"Ada\"}"), List.of("demo"), "ada")),
                command("command-start-registered",
                        new CommandRecord.Start(null, null, "hello", 3, null, null, null)),
                command("command-cancel", new CommandRecord.Cancel("c-2", true)),
                command("command-pause", new CommandRecord.Pause("c-3")),
                command("command-resume", new CommandRecord.Resume("c-4")),
                command("command-retry", new CommandRecord.Retry("c-5")),
                command("command-rollback", new CommandRecord.Rollback("c-6")),
                report("report-succeeded", new ReportRecord.Succeeded("visuals", 2, "w-1",
                        new Json(
                                "{\"images\":[\"a.png\",\"ü.png\"],\"cost\":2.50,\"seed\":12345678901234567890}"))),
                report("report-succeeded-empty", new ReportRecord.Succeeded("banners[17]", 1, null, null)),
                report("report-failed",
                        new ReportRecord.Failed("visuals", 1, "w-1", "timeout", "no answer within 300 s",
                                true)),
                report("report-progress",
                        new ReportRecord.Progress("visuals", 1, "w-1", 40, "4 of 10 drawn")),
                report("report-claimed", new ReportRecord.Claimed("visuals", 1, "w-1")),
                report("report-lost", new ReportRecord.Lost("visuals", 1, "w-1")),
                report("report-claimed-again", new ReportRecord.Claimed("visuals", 1, "w-1", true)),
                report("report-granted", new ReportRecord.Granted("visuals", 1)),
                report("report-vanished", new ReportRecord.Vanished("visuals", 1, 1_764_000_000_000L)),
                report("report-admitted", new ReportRecord.Admitted()),
                new Golden("task-run", TaskRecord.class,
                        new TaskRecord("visuals", 2, 2, TaskRecord.Phase.RUN,
                                new TaskRecord.Order("visual_content",
                                        "batch_generate", new Json("{\"brand\":\"Lumen\",\"count\":6}"), null,
                                        300_000,
                                        new TreeMap<>(Map.of("team", "brand", "tier", "demo"))))),
                new Golden("task-compensate", TaskRecord.class,
                        new TaskRecord("visuals", 3, 1, TaskRecord.Phase.COMPENSATE,
                                new TaskRecord.Order("visual_content", "delete_generated_content",
                                        new Json("{\"brand\":\"Lumen\",\"count\":6}"),
                                        new Json("{\"images\":[\"a.png\"]}"), 300_000, null))),
                new Golden("worker-heartbeat", WorkerRecord.class,
                        new WorkerRecord.Heartbeat(7,
                                List.of(new WorkerRecord.Offer("visual_content",
                                        List.of("batch_generate", "delete_generated_content"), 20),
                                        new WorkerRecord.Offer("scripts", List.of("*"), 4)),
                                List.of(new WorkerRecord.Claim("wf-1", "visuals", 2)), "0.1.0")),
                new Golden("worker-heartbeat-statuses", WorkerRecord.class,
                        new WorkerRecord.Heartbeat(8,
                                List.of(new WorkerRecord.Offer("finance", List.of("pay"), 5,
                                        AgentSettings.NONE.withLimit(7))),
                                List.of(new WorkerRecord.Claim("wf-1", "pay", 2, true)), "0.1.0",
                                List.of(new WorkerRecord.Status("finance", 3,
                                        new WorkerRecord.BreakerWord(AgentRecord.Breaker.State.OPEN, 4))))),
                new Golden("worker-left", WorkerRecord.class, new WorkerRecord.Left(8)),
                new Golden("control-cancel", ControlRecord.class,
                        new ControlRecord.Cancel("wf-1", "visuals", 2)),
                new Golden("control-cancel-one", ControlRecord.class,
                        new ControlRecord.Cancel("wf-1", "visuals", 2, "w-2")),
                new Golden("control-confirm", ControlRecord.class,
                        new ControlRecord.Confirm("wf-1", "visuals", 2, "w-2")),
                new Golden("agent", AgentRecord.class,
                        new AgentRecord(List.of("batch_generate", "delete_generated_content"))),
                new Golden("agent-settings", AgentRecord.class,
                        new AgentRecord(List.of("pay"), SETTINGS, true, new AgentRecord.Breaker(
                                AgentRecord.Breaker.State.OPEN, 3, 1_764_000_000_000L, null))),
                new Golden("agent-timeout", AgentRecord.class,
                        new AgentRecord(List.of("pay"),
                                AgentSettings.NONE.withTimeout(Duration.ofSeconds(30)), null, null)),
                gate("gate-request", new GateRecord.Request("wf-1", 5, "tenant-a", new TaskRecord("pay", 1, 1,
                        TaskRecord.Phase.RUN,
                        new TaskRecord.Order("finance", "pay", new Json("{\"amount\":2.50}"), null, 300_000,
                                null)),
                        false)),
                gate("gate-request-workflow", new GateRecord.Request("wf-1", 0, "wf-1", null, true)),
                gate("gate-release", new GateRecord.Release("wf-1", "pay", 1)),
                gate("gate-release-workflow", new GateRecord.Release("wf-1", null, null)),
                gate("gate-withdraw", new GateRecord.Withdraw("wf-1", "pay", 1)),
                gate("gate-register", new GateRecord.Register(List.of("pay"), null)),
                gate("gate-configure", new GateRecord.Configure(SETTINGS)),
                gate("gate-breaker", new GateRecord.Breaker("w-1", AgentRecord.Breaker.State.HALF_OPEN, 3)),
                gate("gate-reset-breaker", new GateRecord.ResetBreaker()),
                new Golden("definition", DefinitionRecord.class,
                        new DefinitionRecord("hello", 3, DEFINITION)));
    }

    /// The file's text, without the end of its one line.
    String text() {
        try (var file = Golden.class.getResourceAsStream("/wire/" + name + ".json")) {
            if (file == null) {
                throw new AssertionError("there is no golden file " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Golden command(String name, CommandRecord value) {
        return new Golden(name, CommandRecord.class, value);
    }

    private static Golden gate(String name, GateRecord value) {
        return new Golden(name, GateRecord.class, value);
    }

    private static Golden report(String name, ReportRecord value) {
        return new Golden(name, ReportRecord.class, value);
    }
}
