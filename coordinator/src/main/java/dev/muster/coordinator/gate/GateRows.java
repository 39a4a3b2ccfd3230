package dev.muster.coordinator.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One gate's rows, as the machine needs them; [GateLedger] alone writes. Owned by one thread.
public interface GateRows {
    /// [GateRow#NEW] before anything was put.
    GateRow gate();

    void put(GateRow row);

    /// Where it stands; null if it neither waits nor holds.
    @Nullable
    Place place(Holder holder);

    void put(Place.Held held);

    /// Puts it last in its flow.
    void put(Place.Waiting waiting);

    void remove(Place place);

    @Nullable
    FlowRow flow(Place.Flow flow);

    /// @param before what the row was; null if it is new
    void put(@Nullable FlowRow before, FlowRow row);

    void remove(FlowRow row);

    /// The flow to be served next: of the highest priority with requests in line, the one with the lowest tag.
    @Nullable
    FlowRow firstFlow();

    /// The flow's request with the lowest ticket.
    /// @throws IllegalStateException if it has none
    Place.Waiting firstOf(Place.Flow flow);

    /// Some of the priority's flows without requests in line whose tag is at most this one, lowest first.
    List<FlowRow> idleFlows(int priority, long upToTag);

    /// All zero before anything was put.
    Level level(int priority);

    void put(Level level);
}
