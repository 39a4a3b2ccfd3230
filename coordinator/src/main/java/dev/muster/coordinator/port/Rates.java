package dev.muster.coordinator.port;

/// How fast an agent type's work comes and goes, averaged over the last minute.
/// @param arrivals attempts per second that became ready, retries and compensations among them
/// @param services attempts per second that ended, but for those that were cancelled
public record Rates(double arrivals, double services) {
    public static final Rates NONE = new Rates(0, 0);

    public Rates plus(Rates other) {
        return new Rates(arrivals + other.arrivals, services + other.services);
    }
}
