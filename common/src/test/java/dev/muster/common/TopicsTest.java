package dev.muster.common;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicsTest {
    @Test
    void theDefaultPrefixIsTheProjectsName() {
        assertThat(Topics.DEFAULT.tasks(new AgentType("finance"))).isEqualTo("muster.tasks.finance");
    }
}
