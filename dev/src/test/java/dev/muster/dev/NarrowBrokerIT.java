package dev.muster.dev;

import dev.muster.common.AgentType;
import dev.muster.common.TaskIntake;
import dev.muster.common.Topics;
import dev.muster.coordinator.Coordinator;
import dev.muster.coordinator.CoordinatorConfig;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A broker whose operator lets groups have less than what is best for them.
@Timeout(120)
final class NarrowBrokerIT {
    private static final AgentType AGENT = new AgentType("echo");
    private static final String LOCK = "share.record.lock.duration.ms";
    private static final String WINDOW = "share.partition.max.record.locks";

    @Test
    void whatTheBrokerRefusesAShareGroupStaysTheBrokersAndTheRestIsSetAndServed(@TempDir Path folder)
            throws Exception {
        try (var broker = EmbeddedBroker.start(Map.of("group.share.min.record.lock.duration.ms", "20000"));
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                var coordinator = Coordinator
                        .start(CoordinatorConfig.of(broker.bootstrap(), folder.resolve("state")));
                var worker = Worker.builder(broker.bootstrap()).closedByShutdown(false).agent(echo())
                        .start()) {
            assertThat(coordinator.awaitReady(Duration.ofSeconds(60))).isTrue();

            Awaitility.await("the agent's topic is there").atMost(Duration.ofSeconds(60)).until(
                    () -> admin.listTopics().names().get().contains(Topics.DEFAULT.tasks(AGENT)));

            var group = group(admin);
            assertThat(group.get(LOCK).value()).isEqualTo("30000");
            assertThat(group.get(WINDOW).value()).isEqualTo(TaskIntake.WISHED.get(WINDOW));
            TaskIntake.REQUIRED
                    .forEach((name, value) -> assertThat(group.get(name).value()).as(name).isEqualTo(value));
            assertThat(worker.stats().intakes()).containsKey(AGENT);
        }
    }

    private static AgentDefinition echo() {
        return AgentDefinition.of(AGENT.value()).action("say", String.class, (input, _) -> input);
    }

    private static Config group(Admin admin) throws Exception {
        var group = new ConfigResource(ConfigResource.Type.GROUP, Topics.DEFAULT.shareGroup(AGENT));
        return Objects.requireNonNull(admin.describeConfigs(List.of(group)).all().get().get(group));
    }
}
