package dev.muster.coordinator.monitor;

import dev.muster.coordinator.port.AgentCrew;
import dev.muster.coordinator.port.AgentCrew.Worker;
import dev.muster.coordinator.port.AgentFlow;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentRules;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Rates;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastTest {
    private static final List<Worker> TWENTY_SLOTS = List.of(new Worker("a", "1", 10, 5),
            new Worker("b", "1", 10, 5));

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"0,0,0,0", "10,10,0,0", "0,2,10,5", "10,12.5,100,40",
        "10,10,1,none",
        "10,5,1,none", "0,0,7,none"})
    void aBacklogDrainsByWhatIsServedBeyondWhatArrives(double arrivals, double services, long backlog,
            @Nullable Double seconds) {
        assertThat(flow(arrivals, services, backlog, 5, null, null).drainSeconds()).isEqualTo(seconds);
    }

    /// Of twenty slots.
    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
        // What comes is served by half of the slots.
        "10,10,0,10,none,none,0.5",
        // Twice as much comes as is served by all of them.
        "20,10,0,20,none,none,2",
        // What waits is wanted within a minute: 600 of it as much as ten per second.
        "10,10,600,10,none,none,1", "0,10,600,10,none,none,0.5",
        // A limit leaves fewer places, and a rate serves less than they would.
        "10,10,0,10,10,none,1", "10,10,0,10,40,none,0.5", "10,10,0,10,none,12.5,0.8",
        "10,10,0,10,none,100,0.5",
        // So short that no heartbeat saw one.
        "10,10,0,0,none,none,0",
        // So long that none has ended.
        "0.1,0,10,20,none,none,1.5", "0.1,0,0,10,none,none,0.5",
        // Nothing is done of it, or may be.
        "0,0,5,0,none,none,none", "10,10,5,10,0,none,none",
        // Nothing is to be done of it.
        "0,0,0,0,none,none,0", "0.1,0,0,0,none,none,0"})
    void utilisationIsWhatIsWantedOverWhatCanBeServed(double arrivals, double services, long backlog,
            int inFlight, @Nullable Integer limit, @Nullable Double rate, @Nullable Double utilisation) {
        var rules = new AgentRules(limit, rate, null, null);

        assertThat(flow(arrivals, services, backlog, inFlight, rules, null).utilisation())
                .isEqualTo(utilisation);
    }

    @Test
    void withoutWorkersThereIsNoUtilisation() {
        var load = new AgentLoad(0, 0, 5L, 0, 5L, null, List.of());

        assertThat(Forecast.flow(new Rates(1, 1), load, AgentRules.NONE, List.of()).utilisation()).isNull();
    }

    @Test
    void nothingIsConcludedFromAPart() {
        assertThat(flow(10.00049, 12, 100, 5, null, "arrivalRate"))
                .isEqualTo(new AgentFlow(10, 12, null, null));
    }

    @Test
    void theMostUtilisedIsTheNextBottleneck() {
        assertThat(bottleneck(agent("a", 0.2, 90L), agent("b", 0.7, 0L), agent("c", 0.6, 9L)))
                .isEqualTo("b");
        assertThat(bottleneck(agent("a", 0.7, 3L), agent("b", 0.7, 4L))).isEqualTo("b");
    }

    @Test
    void whoDoesNothingOfItsBacklogComesFirst() {
        assertThat(bottleneck(agent("a", 3.0, 90L), agent("b", null, 1L), agent("c", null, 2L),
                agent("d", null, 0L), agent("e", null, 99L, "lag"))).isEqualTo("c");
    }

    @Test
    void whatHasComeJustNowIsNoBottleneckYet() {
        var fresh = new AgentView("a", List.of(), AgentRules.NONE,
                new AgentLoad(0, 0, 9L, 0, 9L, 0.5, List.of()), new AgentFlow(1, 0, null, null),
                AgentCrew.NOBODY, new AgentView.Breaker("CLOSED", 5, "1m", 2, null, null));

        assertThat(bottleneck(fresh, agent("b", 0.1, 0L))).isEqualTo("b");
    }

    @Test
    void whereNothingIsToDoNoBottleneckIsInSight() {
        assertThat(bottleneck()).isNull();
        assertThat(bottleneck(agent("a", 0.0, 0L), agent("b", null, null, "waiting"))).isNull();
    }

    private static AgentFlow flow(double arrivals, double services, long backlog, int inFlight,
            @Nullable AgentRules rules, @Nullable String missing) {
        return Forecast.flow(new Rates(arrivals, services),
                new AgentLoad(0, 0, backlog, inFlight, backlog, null,
                        missing == null ? List.of() : List.of(missing)),
                rules == null ? AgentRules.NONE : rules, TWENTY_SLOTS);
    }

    private static AgentView agent(String type, @Nullable Double utilisation, @Nullable Long backlog,
            String... missing) {
        return new AgentView(type, List.of(), AgentRules.NONE,
                new AgentLoad(0, 0, backlog, 0, backlog, backlog == null || backlog == 0 ? null : 60.0,
                        Arrays.asList(missing)),
                new AgentFlow(1, 1, utilisation, null), AgentCrew.NOBODY,
                new AgentView.Breaker("CLOSED", 5, "1m", 2, null, null));
    }

    private static @Nullable String bottleneck(AgentView... agents) {
        return Forecast.list(List.of(agents)).bottleneck();
    }
}
