package dev.muster.dev.acl;

import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class AclTextTest {
    private static final FleetUser PAYER = FleetUser.worker("payer", Topics.DEFAULT,
            List.of(new AgentType("pay")));

    @Test
    void aScriptNamesEachResourceOnce() {
        assertThat(AclText.script(List.of(PAYER))).startsWith("#!/bin/sh\n").contains(
                "acl --allow-principal 'User:payer' --operation Read --operation Describe --topic 'muster.tasks.pay' --resource-pattern-type literal\n",
                "acl --allow-principal 'User:payer' --operation Read --operation Describe --group 'muster.workers.pay' --resource-pattern-type literal\n",
                "acl --allow-principal 'User:payer' --operation Write --operation Describe --topic 'muster.reports' --resource-pattern-type literal\n")
                .doesNotContain("muster.commands", "muster.events");
    }

    @Test
    void aCoordinatorsTransactionsAreItsOwn() {
        assertThat(AclText.script(List.of(FleetUser.coordinator("boss", Topics.DEFAULT)))).contains(
                "--operation Write --operation Describe --transactional-id 'muster.coordinator' --resource-pattern-type prefixed\n");
    }

    @Test
    void strimziIsToldTheSame() {
        assertThat(AclText.strimzi(List.of(PAYER), "kafka")).contains("kind: KafkaUser", "name: payer",
                "\n      - resource: {type: topic, name: \"muster.tasks.pay\", patternType: literal}\n",
                "\n        operations: [Read, Describe]\n");
    }
}
