package dev.muster.coordinator.monitor;

import dev.muster.common.AgentType;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.monitor.Occurrence.AttemptEnded;
import dev.muster.coordinator.monitor.Occurrence.AttemptReady;
import dev.muster.coordinator.monitor.Occurrence.Outcome;
import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentFlow;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentRules;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MonitorTest {
    private static final AgentType FINANCE = new AgentType("finance");
    private static final AgentType MAIL = new AgentType("mail");
    private static final AgentLoad BUSY = new AgentLoad(4, 3, 7L, 5, 10L, 1.5, List.of());

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Monitor monitor = Monitor.start(() -> now);
    private Supplier<List<AgentView>> agents = () -> List.of(agent("finance", BUSY, "OPEN"));

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void whatBecameOfTasksIsCountedByAgentAndOutcome() {
        monitor.count(new AttemptReady(FINANCE));
        monitor.count(new AttemptEnded(FINANCE, Outcome.RETRIED, null));
        monitor.count(new AttemptReady(FINANCE));
        monitor.count(new AttemptEnded(FINANCE, Outcome.COMPLETED, Duration.ofSeconds(3)));
        monitor.count(new AttemptEnded(MAIL, Outcome.FAILED, Duration.ofMillis(20)));

        var scraped = scrape();

        assertThat(scraped.value("muster_tasks_total{agent=\"finance\",outcome=\"completed\"}")).isEqualTo(1);
        assertThat(scraped.value("muster_tasks_total{agent=\"finance\",outcome=\"retried\"}")).isEqualTo(1);
        assertThat(scraped.value("muster_tasks_total{agent=\"finance\",outcome=\"failed\"}")).isZero();
        assertThat(scraped.value("muster_tasks_total{agent=\"mail\",outcome=\"failed\"}")).isEqualTo(1);
        assertThat(scraped.value("muster_tasks_ready_total{agent=\"finance\"}")).isEqualTo(2);
        assertThat(scraped.value("muster_task_duration_seconds_sum{agent=\"finance\"}")).isEqualTo(3);
        assertThat(scraped.value("muster_task_duration_seconds_bucket{agent=\"finance\",le=\"1.0\"}"))
                .isZero();
        assertThat(scraped.value("muster_task_duration_seconds_bucket{agent=\"finance\",le=\"5.0\"}"))
                .isEqualTo(1);
    }

    @Test
    void endsOfWorkflowsRollbacksAndDeadLettersAreThereBeforeTheFirst() {
        var before = scrape();
        monitor.count(new Occurrence.WorkflowEnded(Duration.ofSeconds(2)));
        monitor.count(new Occurrence.WorkflowEnded(null));
        monitor.count(new Occurrence.RollbackEnded());
        monitor.count(new Occurrence.DeadLetter());
        var after = scrape();

        for (var series : List.of("muster_workflow_duration_seconds_count", "muster_rollbacks_total",
                "muster_dead_letters_total")) {
            assertThat(before.value(series)).as(series).isZero();
            assertThat(after.value(series)).as(series).isEqualTo(1);
        }
    }

    @Test
    void howThingsStandIsReadAtTheScrape() {
        show();

        var scraped = scrape();

        assertThat(scraped.value("muster_workflows{status=\"RUNNING\"}")).isEqualTo(2);
        assertThat(scraped.value("muster_agent_limit{agent=\"finance\"}")).isEqualTo(9);
        assertThat(scraped.value("muster_agent_waiting{agent=\"finance\"}")).isEqualTo(3);
        assertThat(scraped.value("muster_agent_lag{agent=\"finance\"}")).isEqualTo(7);
        assertThat(scraped.value("muster_agent_in_flight{agent=\"finance\"}")).isEqualTo(5);
        assertThat(scraped.value("muster_agent_oldest_ready_seconds{agent=\"finance\"}")).isEqualTo(1.5);
        assertThat(scraped.value("muster_agent_desired_workers{agent=\"finance\"}")).isEqualTo(2);
        assertThat(scraped.value("muster_partitions_with_late_transactions")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"CLOSED,0", "HALF_OPEN,1", "OPEN,2"})
    void aBreakersStateIsANumber(String state, double number) {
        agents = () -> List.of(agent("finance", BUSY, state));
        show();

        assertThat(scrape().value("muster_agent_breaker_state{agent=\"finance\"}")).isEqualTo(number);
    }

    @Test
    void whatIsNotKnownHasNoSeries() {
        agents = () -> List.of(new AgentView("mail", List.of(), AgentRules.NONE,
                new AgentLoad(null, null, null, 0, null, null, List.of()), AgentFlow.NONE,
                new AgentCrew(null, List.of(), List.of()),
                breaker("CLOSED")));
        show();

        assertThat(scrape().samples().keySet()).filteredOn(series -> series.startsWith("muster_agent_"))
                .containsExactlyInAnyOrder("muster_agent_in_flight{agent=\"mail\"}",
                        "muster_agent_breaker_state{agent=\"mail\"}");
    }

    @Test
    void anAgentThatIsNoMoreHasNoSeries() {
        show();
        agents = List::of;

        assertThat(scrape().samples().keySet()).noneMatch(series -> series.startsWith("muster_agent_"));
    }

    @Test
    void whileTheAgentsAreNotKnownTheRestIsShown() {
        agents = () -> {
            throw new NotReadyException("the coordinator is starting");
        };
        show();

        var scraped = scrape();

        assertThat(scraped.samples().keySet()).noneMatch(series -> series.startsWith("muster_agent_"));
        assertThat(scraped.value("muster_workflows{status=\"RUNNING\"}")).isEqualTo(2);
        assertThat(scraped.types()).containsKeys("jvm_memory_used_bytes", "process_uptime_seconds");
    }

    @Test
    void workThatWasServedComesAndGoesAtItsRate() {
        for (var second = 0; second < 10; second++) {
            monitor.count(new AttemptReady(FINANCE));
            monitor.count(new AttemptReady(FINANCE));
            monitor.count(new AttemptEnded(FINANCE, Outcome.COMPLETED, null));
            monitor.count(new AttemptEnded(FINANCE, Outcome.CANCELLED, null));
            now = now.plusSeconds(1);
        }

        assertThat(monitor.rates()).containsExactly(Map.entry("finance", new Rates(2, 1)));
    }

    @Test
    void theDocumentNamesEveryMetricAndNoOther() throws IOException {
        show();
        monitor.count(new AttemptEnded(FINANCE, Outcome.COMPLETED, Duration.ofSeconds(3)));

        var documented = Pattern
                .compile("^\\| `(muster_\\w+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", "metrics.md"))).results()
                .map(row -> (row.group(1) + " " + row.group(2) + " "
                        + row.group(3).replace("`", "").strip()).strip())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(scrape().own());
    }

    @Test
    void whatKafkaCountsOfEachStoreIsLeftOut() {
        monitor.bind(registry -> {
            registry.counter("kafka.stream.state.put");
            registry.counter("kafka.stream.task.process");
        });

        assertThat(scrape().samples().keySet()).contains("kafka_stream_task_process_total")
                .noneMatch(series -> series.startsWith("kafka_stream_state"));
    }

    private void show() {
        monitor.show(new Monitor.Figures() {
            @Override
            public List<AgentView> agents() {
                return agents.get();
            }

            @Override
            public Map<String, Long> workflows() {
                return Map.of("RUNNING", 2L, "COMPLETED", 40L);
            }

            @Override
            public Monitor.Undecided undecided() {
                return new Monitor.Undecided(12, 256);
            }

            @Override
            public int heldBack() {
                return 1;
            }
        });
    }

    private Exposition scrape() {
        return Exposition.read(monitor.scrape());
    }

    private static AgentView agent(String type, AgentLoad load, String breaker) {
        return new AgentView(type, List.of("pay"), new AgentRules(9, null, null, null), load, AgentFlow.NONE,
                new AgentCrew(2, List.of(), List.of()), breaker(breaker));
    }

    private static AgentView.Breaker breaker(String state) {
        return new AgentView.Breaker(state, 5, "1m", 2, null, null);
    }
}
