package dev.muster.coordinator.gate;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GateMachineTest {
    private static final Terms ONE = limit(1);
    private static final Terms NONE = limit(0);

    private final GateMachine machine = new GateMachine();
    private final InMemoryGateRows rows = new InMemoryGateRows();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whereThereIsRoomARequestIsGrantedAtOnce() {
        configure(limit(2));

        assertThat(request("a")).containsExactly("a");
        assertThat(request("b")).containsExactly("b");
        assertThat(request("c")).isEmpty();
    }

    @Test
    void aPermitThatComesBackGoesToWhoIsFirstInLine() {
        configure(ONE);
        request("a");
        request("b");
        request("c");

        assertThat(release("a")).containsExactly("b");
        assertThat(release("b")).containsExactly("c");
        assertThat(release("c")).isEmpty();
        assertThat(rows.gate().isIdle()).isTrue();
    }

    @Test
    void p6_aPermitThatIsGivenBackTwiceIsFreeOnce() {
        configure(ONE);
        request("a");
        request("b");
        request("c");
        release("a");

        assertThat(release("a")).isEmpty();
        assertThat(rows.gate().held()).isEqualTo(1);
    }

    @Test
    void whoAsksTwiceHasOnePlaceAndOnePermit() {
        configure(ONE);
        request("a");
        request("b");

        request("a");
        request("b");

        assertThat(rows.gate().held()).isEqualTo(1);
        assertThat(rows.gate().waiting()).isEqualTo(1);
    }

    @Test
    void aRequestThatIsTakenBackIsNeverGranted() {
        configure(ONE);
        request("a");
        request("b");
        request("c");

        give(new GateInput.Withdraw(holder("b")));

        assertThat(release("a")).containsExactly("c");
    }

    @Test
    void whoHoldsAPermitKeepsItWhenItsRequestIsTakenBack() {
        configure(ONE);
        request("a");

        give(new GateInput.Withdraw(holder("a")));

        assertThat(rows.gate().held()).isEqualTo(1);
    }

    @Test
    void aRequestIsVoidWhenItsHolderIsDoneWith() {
        configure(ONE);
        request("a");
        request("b");

        release("b");

        assertThat(rows.gate().waiting()).isZero();
    }

    @Test
    void p6_aLowerLimitTakesNoPermitAwayAndGrantsNoneUntilEnoughCameBack() {
        configure(limit(3));
        List.of("a", "b", "c", "d").forEach(this::request);

        assertThat(configure(ONE)).isEmpty();
        assertThat(rows.gate().held()).isEqualTo(3);
        assertThat(release("a")).isEmpty();
        assertThat(release("b")).isEmpty();
        assertThat(release("c")).containsExactly("d");
    }

    @Test
    void aHigherLimitGrantsAtOnceWhatItAllows() {
        configure(ONE);
        List.of("a", "b", "c", "d").forEach(this::request);

        assertThat(configure(limit(3))).containsExactly("b", "c");
    }

    @Test
    void zeroDrainsAndAnyOtherLimitOpensAgain() {
        configure(NONE);

        assertThat(request("a")).isEmpty();
        assertThat(configure(ONE)).containsExactly("a");
    }

    @Test
    void withoutALimitAllThatWaitedIsGranted() {
        configure(NONE);
        List.of("a", "b", "c").forEach(this::request);

        assertThat(configure(Terms.UNBOUNDED)).containsExactly("a", "b", "c");
    }

    @Test
    void aWorkflowThatHadRunBeforeIsAdmittedWhateverTheLimit() {
        configure(ONE);
        request("a");
        request("b");

        var granted = give(new GateInput.Request(holder("b"), 0, "b", true));

        assertThat(granted).containsExactly("b");
        assertThat(rows.gate().held()).isEqualTo(2);
        assertThat(rows.gate().waiting()).isZero();
    }

    @Test
    void aHigherPriorityIsServedFirst() {
        configure(NONE);
        request("low", -5, "k");
        request("normal", 0, "k");
        request("high", 7, "k");

        assertThat(configure(Terms.UNBOUNDED)).containsExactly("high", "normal", "low");
    }

    @Test
    void oneWhoAsksForLittleDoesNotWaitForAllOfOneWhoAskedForMuchBefore() {
        configure(ONE);
        request("running", 0, "other");
        IntStream.range(0, 10_000).forEach(index -> request("big" + index, 0, "big"));
        IntStream.range(0, 10).forEach(index -> request("small" + index, 0, "small"));

        var order = drain("running", 21);

        assertThat(order.stream().filter(name -> name.startsWith("small"))).hasSize(10);
    }

    @Test
    void weightsHoldWithinOneRequestHoweverLong() {
        configure(new Terms(1, null, Map.of("gold", 3.0, "silver", 2.0)));
        request("running", 0, "other");
        for (int index = 0; index < 3_000; index++) {
            request("gold" + index, 0, "gold");
            request("silver" + index, 0, "silver");
            request("bronze" + index, 0, "bronze");
        }

        var counts = new HashMap<String, Integer>();
        drain("running", 3_000).forEach(
                name -> counts.merge(name.replaceAll("[0-9]", ""), 1, Integer::sum));

        assertThat(counts.get("gold")).isCloseTo(1_500, within(2));
        assertThat(counts.get("silver")).isCloseTo(1_000, within(2));
        assertThat(counts.get("bronze")).isCloseTo(500, within(2));
    }

    @Test
    void aNewWeightCountsForWhatWaitsAlready() {
        configure(ONE);
        request("running", 0, "other");
        for (int index = 0; index < 400; index++) {
            request("gold" + index, 0, "gold");
            request("bronze" + index, 0, "bronze");
        }

        configure(new Terms(1, null, Map.of("gold", 3.0)));

        var gold = drain("running", 400).stream().filter(name -> name.startsWith("gold")).count();
        assertThat(gold).isCloseTo(300, within(2L));
    }

    /// Each of the new ones is a flow of its own, so the old one's share is that of one among all that wait: with one
    /// more for each of its own that is served, it gets some sqrt(2 n) of n.
    @Test
    void anEndlessRowOfNewOnesDoesNotKeepAnOldOneWaiting() {
        configure(ONE);
        request("running", 0, "other");
        IntStream.range(0, 50).forEach(index -> request("old" + index, 0, "old"));

        var last = "running";
        var old = 0;
        for (int index = 0; index < 200; index++) {
            request("new" + index, 0, "new" + index);
            last = release(last).getFirst();
            old += last.startsWith("old") ? 1 : 0;
        }

        assertThat(old).isBetween(15, 25);
    }

    @Test
    void whoAlwaysComesOneAtATimeGetsNoMoreThanItsShare() {
        configure(ONE);
        request("running", 0, "other");
        IntStream.range(0, 200).forEach(index -> request("steady" + index, 0, "steady"));

        var last = "running";
        var eager = 0;
        for (int index = 0; index < 200; index++) {
            request("eager" + index, 0, "eager");
            last = release(last).getFirst();
            eager += last.startsWith("eager") ? 1 : 0;
        }

        assertThat(eager).isBetween(95, 105);
    }

    @Test
    void whatIsTakenBackCostsItsFlowNothing() {
        configure(ONE);
        request("running", 0, "other");
        IntStream.range(0, 1_000).forEach(index -> request("a" + index, 0, "a"));
        IntStream.range(0, 100).forEach(index -> request("b" + index, 0, "b"));
        IntStream.range(0, 1_000).forEach(index -> give(new GateInput.Withdraw(holder("a" + index))));

        request("a-again", 0, "a");

        assertThat(drain("running", 3)).contains("a-again");
    }

    @Test
    void aRateSpacesGrantsAndIsNeverAheadOfTime() {
        configure(new Terms(null, Duration.ofMillis(200), Map.of()));

        var grants = new ArrayList<Instant>();
        IntStream.range(0, 20).forEach(index -> grants.addAll(at(request("r" + index))));
        while (grants.size() < 20) {
            now = now.plusMillis(10);
            grants.addAll(at(give(new GateInput.Tick())));
        }

        for (int index = 1; index < grants.size(); index++) {
            assertThat(Duration.between(grants.get(index - 1), grants.get(index)))
                    .isEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aHighRateCatchesUpOnALateLookButNoMore() {
        configure(new Terms(null, Duration.ofMillis(1), Map.of()));
        IntStream.range(0, 1_000).forEach(index -> request("r" + index));
        var before = rows.gate().held();

        now = now.plusSeconds(10);
        give(new GateInput.Tick());

        assertThat(before).isEqualTo(100);
        assertThat(rows.gate().held() - before).isEqualTo(100);
    }

    @Test
    void oneStepGrantsABoundedNumberAndTheNextGoesOn() {
        configure(NONE);
        IntStream.range(0, 1_200).forEach(index -> request("r" + index));

        assertThat(configure(Terms.UNBOUNDED)).hasSize(GateMachine.PER_STEP);
        assertThat(give(new GateInput.Tick())).hasSize(GateMachine.PER_STEP);
        assertThat(give(new GateInput.Tick())).hasSize(1_200 - 2 * GateMachine.PER_STEP);
    }

    @Test
    void nothingOfAFlowIsKeptOnceNobodyWaits() {
        configure(ONE);
        request("running", 0, "other");
        IntStream.range(0, 100).forEach(index -> request("r" + index, 0, "flow" + index));

        drain("running", 100);

        assertThat(rows.idleFlows(0, Long.MAX_VALUE)).isEmpty();
    }

    private List<String> drain(String running, int count) {
        var order = new ArrayList<String>();
        var last = running;
        for (int granted = 0; granted < count; granted++) {
            last = release(last).getFirst();
            order.add(last);
        }
        return order;
    }

    private List<Instant> at(List<String> granted) {
        return granted.stream().map(name -> now).toList();
    }

    private List<String> request(String name) {
        return request(name, 0, "key");
    }

    private List<String> request(String name, int priority, String key) {
        return give(new GateInput.Request(holder(name), priority, key, false));
    }

    private List<String> release(String name) {
        return give(new GateInput.Release(holder(name)));
    }

    private List<String> configure(Terms terms) {
        return give(new GateInput.Configure(terms));
    }

    /// Who got a permit.
    private List<String> give(GateInput input) {
        var granted = machine.decide(rows, input, now).stream().flatMap(event -> switch (event) {
            case GateEvent.Granted some -> List.of(some.holder().workflow().value()).stream();
            case GateEvent.Passed some -> List.of(some.holder().workflow().value()).stream();
            default -> null;
        }).toList();
        if (rows.gate().tickets() < 500) {
            rows.check();
        }
        return granted;
    }

    private static Holder holder(String name) {
        return new Holder(new WorkflowId(name), new TaskId("t"), 1);
    }

    private static Terms limit(int limit) {
        return new Terms(limit, null, Map.of());
    }
}
