package dev.muster.coordinator.gate;

/// What is remembered of a flow.
/// @param tag of its first request, if it has one, or of the next that comes: the flow with the lowest is served first
/// @param waiting requests in line
public record FlowRow(Place.Flow flow, long tag, int waiting) {
    FlowRow with(long newTag) {
        return new FlowRow(flow, newTag, waiting);
    }

    FlowRow waiting(int by) {
        return new FlowRow(flow, tag, waiting + by);
    }
}
