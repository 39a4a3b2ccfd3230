package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.Figures;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Peers;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowPage;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.coordinator.streams.Ownership.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FleetReadsTest {
    private static final Address FIRST = new Address("first", 1);
    private static final Address SECOND = new Address("second", 1);

    private final Map<Integer, Owner> owners = new TreeMap<>();
    private final Map<Address, OwnAnswers> others = new ConcurrentHashMap<>();
    private final FleetReads reads = new FleetReads(new FakeOwnership(), new Answers("own"), new FakePeers(),
            Duration.ofSeconds(20));
    private final FleetReads impatient = new FleetReads(new FakeOwnership(), new Answers("own"),
            new FakePeers(),
            Duration.ZERO);

    @Test
    void aWorkflowIsReadWhereItsPartitionIs() {
        owners.put(0, new Owner.Here());
        owners.put(1, there(FIRST));

        assertThat(reads.askOwner(id(0), new PeerQuestion.Find(id(0))).workflow()).satisfies(saidBy("own"));
        assertThat(reads.askOwner(id(1), new PeerQuestion.Find(id(1))).workflow()).satisfies(saidBy("first"));
    }

    @Test
    void everyPartitionIsInExactlyOneAnswer() {
        owners.put(0, there(FIRST));
        owners.put(1, new Owner.Here());
        owners.put(2, there(SECOND));
        owners.put(3, there(FIRST));

        var counts = reads.askOwners(PeerQuestion.Count::new);

        assertThat(counts).containsExactlyInAnyOrder(new Figures(1, 1, 0, 0), new Figures(2, 3, 0, 0),
                new Figures(1, 2, 0, 0));
    }

    @Test
    void everyoneIsAskedOnce() {
        owners.put(0, there(FIRST));
        owners.put(1, there(SECOND));

        var found = reads.askEveryone(new PeerQuestion.FindAccepted(id(0)));

        assertThat(found).extracting(answer -> answer.view().orElseThrow().name())
                .containsExactlyInAnyOrder("own", "first", "second");
    }

    @Test
    void thoseThatAreNotReachedAreDoneWithout() {
        owners.put(0, there(FIRST));

        var all = reads.hearEveryone(new PeerQuestion.AskAgents());
        owners.put(1, there(new Address("away", 1)));
        var some = reads.hearEveryone(new PeerQuestion.AskAgents());

        assertThat(all.isAll()).isTrue();
        assertThat(some.isAll()).isFalse();
        assertThat(some.answers()).isEqualTo(all.answers()).flatExtracting(answer -> answer.gates().keySet())
                .containsExactlyInAnyOrder("own", "first");
    }

    @Test
    void aReadWaitsForAPartitionThatMoves() {
        var asked = new AtomicInteger();
        owners.put(0, there(FIRST));
        others.put(FIRST, new Answers("first") {
            @Override
            public Found find(WorkflowId id) {
                if (asked.incrementAndGet() == 2) {
                    owners.put(0, there(SECOND));
                }
                throw new NotReadyException("not mine any more");
            }
        });

        var found = reads.askOwner(id(0), new PeerQuestion.Find(id(0)));

        assertThat(found.workflow()).satisfies(saidBy("second"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void aReadDoesNotWaitForLong() {
        owners.put(0, new Owner.Nobody());
        owners.put(1, new Owner.Here());

        assertThatThrownBy(() -> impatient.askOwner(id(0), new PeerQuestion.Find(id(0))))
                .isInstanceOf(NotReadyException.class);
        assertThatThrownBy(() -> impatient.askOwners(PeerQuestion.Count::new))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void nothingIsSummedUpWithoutAllOfIt() {
        owners.put(0, new Owner.Here());
        owners.put(1, there(new Address("away", 1)));

        assertThatThrownBy(() -> impatient.askOwners(PeerQuestion.Count::new))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void whateverElseGoesWrongIsNotTriedAgain() {
        owners.put(0, there(FIRST));
        others.put(FIRST, new Answers("first") {
            @Override
            public Found find(WorkflowId id) {
                throw new IllegalStateException("a bug");
            }
        });

        assertThatThrownBy(() -> reads.askOwner(id(0), new PeerQuestion.Find(id(0))))
                .isInstanceOf(IllegalStateException.class).hasMessage("a bug");
    }

    @Test
    void aPageIsWhatComesFirstOnThePagesOfAll() {
        var filter = new WorkflowFilter(null, null, null, 3, null);

        var page = Listing.merged(filter,
                List.of(page("w-9", "w-5", "w-4"), page("w-8", "w-1"), page("w-7")));

        assertThat(ids(page)).containsExactly("w-9", "w-8", "w-7");
        assertThat(page.cursor()).isNotNull();
    }

    @Test
    void aPageIsTheLastWhenItIsThatForAll() {
        var filter = new WorkflowFilter(null, null, null, 3, null);
        var notLast = new WorkflowPage(List.of(view("w-6", "test"), view("w-5", "test")), "more");

        var last = Listing.merged(filter, List.of(page("w-9", "w-5"), page("w-8")));
        var other = Listing.merged(filter, List.of(page("w-9"), notLast));

        assertThat(ids(last)).containsExactly("w-9", "w-8", "w-5");
        assertThat(last.cursor()).isNull();
        assertThat(ids(other)).containsExactly("w-9", "w-6", "w-5");
        assertThat(other.cursor()).isNotNull();
    }

    private static WorkflowPage page(String... ids) {
        return new WorkflowPage(Arrays.stream(ids).map(id -> view(id, "test")).toList(), null);
    }

    private static List<String> ids(WorkflowPage page) {
        return page.workflows().stream().map(WorkflowView::id).toList();
    }

    private static Owner there(Address address) {
        return new Owner.There(address);
    }

    private static WorkflowId id(int partition) {
        return new WorkflowId("w-" + partition);
    }

    private static WorkflowView view(String id, String by) {
        return new WorkflowView(id, by, 1, "RUNNING", new WorkflowView.Progress(0, 0, 0, 0, 0),
                new WorkflowView.Timing(Instant.EPOCH, null, null, 0), null, null, List.of(), null, List.of(),
                Map.of());
    }

    private static Consumer<@Nullable WorkflowView> saidBy(String name) {
        return view -> assertThat(view).extracting(WorkflowView::name).isEqualTo(name);
    }

    /// Answers with its name, and counts partitions and the sum of their numbers.
    private static class Answers implements OwnAnswers {
        private final String name;

        Answers(String name) {
            this.name = name;
        }

        @Override
        public Found find(WorkflowId id) {
            return new Found(view(id.value(), name));
        }

        @Override
        public Found findSurely(WorkflowId id) {
            return find(id);
        }

        @Override
        public Defined definition(WorkflowId id) {
            return new Defined(new Json("{\"name\":\"" + name + "\"}"));
        }

        @Override
        public Found findAccepted(WorkflowId id) {
            return new Found(view(id.value(), name));
        }

        @Override
        public WorkflowPage page(WorkflowFilter filter, List<Integer> partitions) {
            return new WorkflowPage(List.of(), null);
        }

        @Override
        public AgentFigures agents() {
            return new AgentFigures(Map.of(name, new Gate(0, 0, 0)), Map.of());
        }

        @Override
        public Figures count(List<Integer> partitions) {
            return new Figures(partitions.size(), partitions.stream().mapToInt(Integer::intValue).sum(), 0,
                    0);
        }
    }

    private final class FakePeers implements Peers {
        @Override
        public <A> A ask(Address peer, PeerQuestion<A> question) {
            if (peer.host().equals("away")) {
                throw new NotReadyException("not reached");
            }
            return question.put(others.getOrDefault(peer, new Answers(peer.host())));
        }
    }

    private final class FakeOwnership implements Ownership {
        @Override
        public int partitions() {
            return owners.size();
        }

        @Override
        public int partitionOf(WorkflowId id) {
            return Integer.parseInt(id.value().substring(2));
        }

        @Override
        public Owner ownerOf(int partition) {
            return owners.getOrDefault(partition, new Owner.Nobody());
        }

        @Override
        public List<Address> others() {
            return owners.values().stream()
                    .flatMap(owner -> owner instanceof Owner.There(var address)
                            ? Stream.of(address)
                            : Stream.empty())
                    .distinct().toList();
        }
    }
}
