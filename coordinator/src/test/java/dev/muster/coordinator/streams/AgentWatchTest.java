package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.WorkerRecord.Offer;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.AgentLoad;
import dev.muster.coordinator.port.AgentView;
import dev.muster.coordinator.port.Figures;
import dev.muster.coordinator.port.LagView.Partition;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.OwnAnswers.AgentFigures;
import dev.muster.coordinator.port.OwnAnswers.Gate;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Peers;
import dev.muster.coordinator.port.Rates;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowPage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgentWatchTest {
    private static final AgentSettings FIVE = AgentSettings.NONE.withLimit(5);

    private static final Address OTHER = new Address("other", 1);
    private static final SortedMap<AgentType, AgentRecord> AGENTS = new TreeMap<>(
            Map.of(new AgentType("paint"), new AgentRecord(List.of("draw")), new AgentType("print"),
                    new AgentRecord(List.of("draw"))));

    private final Map<Address, AgentFigures> others = new HashMap<>();
    private final Intake intake = new Intake();

    @Test
    void workersThatOfferTheSameAgreeWhateverTheOrderAndTheirSize() {
        assertThat(AgentWatch.disagreements(List.of(server("a", 5, FIVE, "draw", "erase"),
                server("b", 10, FIVE, "erase", "draw")))).isEmpty();
    }

    @Test
    void eachThatOffersOtherActionsOrSettingsIsNamed() {
        assertThat(AgentWatch.disagreements(List.of(server("a", 5, FIVE, "draw"),
                server("b", 5, null, "draw"), server("c", 5, FIVE, "erase"))))
                .containsExactly("worker b proposes other settings than worker a",
                        "worker c offers actions [erase], worker a offers [draw]");
    }

    @Test
    void figuresOfAllCoordinatorsArePutTogether() {
        others.put(OTHER, new AgentFigures(Map.of("print", new Gate(1, 2, 4_000)),
                Map.of("paint", new Rates(2, 1), "print", new Rates(1, 1))));
        intake.seen(new AgentType("paint"), List.of(new Partition("t", 0, 9, 0L, 9)), 3_000, 3_000);
        intake.seen(new AgentType("print"), List.of(new Partition("t", 0, 9, 0L, 9)), 6_000, 6_000);

        var views = watch().views(AGENTS);

        assertThat(views).extracting(AgentView::load).containsExactly(
                new AgentLoad(5, 7, 9L, 0, 16L, 7.0, List.of()),
                new AgentLoad(1, 2, 9L, 0, 11L, 6.0, List.of()));
        assertThat(views).extracting(view -> view.flow().arrivalRate()).containsExactly(5.0, 1.0);
        assertThat(views).extracting(view -> view.crew().desiredWorkers()).containsExactly(16, 11);
    }

    @Test
    void whatACoordinatorThatIsNotHeardHasIsAbsentAndNamed() {
        intake.seen(new AgentType("paint"), List.of(new Partition("t", 0, 9, 0L, 9)), 3_000, 3_000);

        var views = watch().views(AGENTS);

        assertThat(views).extracting(AgentView::load).containsExactly(
                new AgentLoad(5, 7, 9L, 0, 16L, 7.0, List.of("arrivalRate", "serviceRate")),
                new AgentLoad(null, null, null, 0, null, null, List.of("held", "waiting",
                        "oldestReadySeconds", "lag", "arrivalRate", "serviceRate")));
        assertThat(views).extracting(view -> view.crew().desiredWorkers()).containsExactly(16, null);
        assertThat(views).allSatisfy(view -> assertThat(view.flow().drainSeconds()).isNull());
    }

    @Test
    void byItselfACoordinatorTellsOfItsOwnGates() {
        others.put(OTHER, new AgentFigures(Map.of("print", new Gate(1, 2, 4_000)), Map.of()));

        assertThat(watch().ownViews(AGENTS)).extracting(view -> view.load().waiting()).containsExactly(7,
                null);
    }

    private AgentWatch watch() {
        OwnAnswers own = new GateAnswers(new AgentFigures(Map.of("paint", new Gate(5, 7, 5_000)),
                Map.of("paint", new Rates(3, 1))));
        var peers = new Peers() {
            @Override
            public <A> A ask(Address peer, PeerQuestion<A> question) {
                if (!others.containsKey(peer)) {
                    throw new NotReadyException("not reached");
                }
                return question.put(new GateAnswers(others.get(peer)));
            }
        };
        InstantSource clock = () -> Instant.ofEpochMilli(10_000);
        return new AgentWatch(new FleetReads(new TwoCoordinators(), own, peers, Duration.ZERO), own,
                new FleetWatch(clock, Duration.ofSeconds(10)), intake, clock);
    }

    /// Knows of its gates and of nothing else.
    private record GateAnswers(AgentFigures agents) implements OwnAnswers {
        @Override
        public Found find(WorkflowId id) {
            throw new NotReadyException("not asked");
        }

        @Override
        public Found findSurely(WorkflowId id) {
            throw new NotReadyException("not asked");
        }

        @Override
        public Defined definition(WorkflowId id) {
            throw new NotReadyException("not asked");
        }

        @Override
        public Found findAccepted(WorkflowId id) {
            throw new NotReadyException("not asked");
        }

        @Override
        public WorkflowPage page(WorkflowFilter filter, List<Integer> partitions) {
            throw new NotReadyException("not asked");
        }

        @Override
        public Figures count(List<Integer> partitions) {
            throw new NotReadyException("not asked");
        }
    }

    private static final class TwoCoordinators implements Ownership {
        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public int partitionOf(WorkflowId id) {
            return 0;
        }

        @Override
        public Owner ownerOf(int partition) {
            return new Owner.Here();
        }

        @Override
        public List<Address> others() {
            return List.of(OTHER);
        }
    }

    private static FleetWatch.Server server(String name, int slots, @Nullable AgentSettings settings,
            String... actions) {
        return new FleetWatch.Server(name, "1", new Offer("paint", List.of(actions), slots, settings), 0);
    }
}
