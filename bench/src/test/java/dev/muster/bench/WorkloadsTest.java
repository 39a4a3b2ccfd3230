package dev.muster.bench;

import dev.muster.common.wire.WireFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkloadsTest {
    @Test
    void aChainsTasksAreSpreadOverTheAgents() {
        assertThat(Workloads.chain3(1).agents()).containsExactly("bench1");
        assertThat(Workloads.chain3(3).agents()).containsExactly("bench1", "bench2", "bench3");
        assertThat(Workloads.gated(2, 7).agents()).containsExactly("bench1=7", "bench2=7");
    }

    @Test
    void aFansWidthIsWhatWasAskedFor() {
        var fan = Workloads.fan("fan50", 50);

        var definition = WireFormat.MAPPER.readTree(fan.definitions().getFirst().json());
        assertThat(definition.at("/tasks/fan/forEach").asInt(0)).isEqualTo(50);
        assertThat(fan.kind(0).attempts()).isEqualTo(52);
    }

    @Test
    void payloadsHaveTheSizesThatAreTold() {
        assertThat(Workloads.chain3(1).payloadBytes()).isEqualTo(100);
        assertThat(Workloads.mixed().payloadBytes()).isEqualTo(100_000);
    }

    @Test
    void ofTwentyMixedWorkflowsTwoAreRolledBack() {
        var mixed = Workloads.mixed();

        var ends = IntStream.range(0, 20).mapToObj(number -> mixed.kind(number).end()).toList();

        assertThat(ends).filteredOn("rolled_back"::equals).hasSize(2);
        assertThat(List.of(mixed.kind(20), mixed.kind(39)))
                .isEqualTo(List.of(mixed.kind(0), mixed.kind(19)));
    }
}
