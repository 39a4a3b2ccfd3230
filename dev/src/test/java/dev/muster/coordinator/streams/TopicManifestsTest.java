package dev.muster.coordinator.streams;

import dev.muster.common.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class TopicManifestsTest {
    @Test
    void strimziMakesTheTopicsThatACoordinatorWould() {
        var wanted = new TopicPlan(Topics.DEFAULT, 4, (short) 3).fixed();

        assertThat(manifests()).containsExactlyElementsOf(wanted);
    }

    private static List<NewTopic> manifests() {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class)
                .<JsonNode>readValues(Path.of("../k8s/overlays/strimzi/topics.yaml"))) {
            return documents.readAll().stream().map(TopicManifestsTest::topic).toList();
        }
    }

    private static NewTopic topic(JsonNode manifest) {
        var spec = manifest.path("spec");
        var configs = new HashMap<String, String>();
        spec.path("config").properties()
                .forEach(field -> configs.put(field.getKey(), field.getValue().asString()));
        // A topic with three copies keeps what is written while one of them is away.
        assertThat(configs.remove("min.insync.replicas")).isEqualTo("2");
        return new NewTopic(manifest.path("metadata").path("name").asString(),
                spec.path("partitions").asInt(), (short) spec.path("replicas").asInt()).configs(configs);
    }
}
