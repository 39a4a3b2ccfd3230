package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Agents;
import java.util.List;
import java.util.Optional;

/// The registered agent types, from their table. Thread-safe.
final class KafkaAgents implements Agents {
    private final AgentTable table;

    KafkaAgents(AgentTable table) {
        this.table = table;
    }

    @Override
    public List<AgentView> all() {
        return table.all()
                .entrySet()
                .stream()
                .map(entry -> new AgentView(entry.getKey().value(), entry.getValue().actions()))
                .toList();
    }

    @Override
    public Optional<AgentView> find(AgentType type) {
        return table.find(type).map(agent -> new AgentView(type.value(), agent.actions()));
    }
}
