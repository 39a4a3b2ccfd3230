package dev.muster.coordinator.monitor;

import dev.muster.common.AgentType;
import dev.muster.coordinator.port.Rates;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// How fast the work of each agent type comes and goes at this coordinator. Thread-safe.
final class Throughput {
    private final InstantSource clock;
    private final long sinceMillis;
    private final Map<AgentType, Flow> flows = new ConcurrentHashMap<>();

    private record Flow(SlidingRate arrivals, SlidingRate services) {}

    Throughput(InstantSource clock) {
        this.clock = clock;
        this.sinceMillis = clock.millis();
    }

    void arrived(AgentType agent) {
        flow(agent).arrivals().count(clock.millis());
    }

    void served(AgentType agent) {
        flow(agent).services().count(clock.millis());
    }

    Map<String, Rates> rates() {
        var now = clock.millis();
        var rates = new TreeMap<String, Rates>();
        flows.forEach((agent, flow) -> rates.put(agent.value(),
                new Rates(flow.arrivals().perSecond(now), flow.services().perSecond(now))));
        return rates;
    }

    private Flow flow(AgentType agent) {
        return flows.computeIfAbsent(agent,
                absent -> new Flow(new SlidingRate(sinceMillis), new SlidingRate(sinceMillis)));
    }
}
