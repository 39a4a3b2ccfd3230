package dev.muster.coordinator.port;

import dev.muster.common.AgentType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The agent types that workers have registered, or operators. Thread-safe.
///
/// Every method may throw [dev.muster.common.error.NotReadyException] while the coordinator starts or its partitions move;
/// whatever was asked for may still come about then.
public interface Agents {
    /// What a coordinator that is not heard would have said is left out, and named as missing.
    AgentList all();

    Optional<AgentView> find(AgentType type);

    /// How far those are behind who read Muster's topics, when that was looked at last.
    LagView lag();

    /// Registers the type if it is new, and changes what is set of it; when this returns, it has been carried out. Of two
    /// changes at the same moment at two coordinators, the later may undo the earlier.
    /// @return the type after it
    AgentView configure(AgentType type, AgentChange change);

    /// Closes the type's circuit breaker; when this returns, it has been carried out.
    /// @return the type after it
    /// @throws dev.muster.common.error.AgentNotFoundException if the type is not registered
    AgentView resetBreaker(AgentType type);

    /// Sets how many workflows may run at once; those above wait in line.
    /// @param limit any number if null; 0 starts none
    void limitRunning(@Nullable Integer limit);
}
