package dev.muster.coordinator.port;

import java.util.List;

/// An agent type as its users see it; serialised as it stands.
public record AgentView(String type, List<String> actions) {}
