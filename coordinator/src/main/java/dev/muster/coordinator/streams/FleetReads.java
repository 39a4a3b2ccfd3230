package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Peers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts questions to whichever coordinators have the answer, this one among them. While a partition is on its way from
/// one to another, asks again for a short while. Thread-safe.
final class FleetReads {
    private static final Logger LOG = LoggerFactory.getLogger(FleetReads.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private final Ownership ownership;
    private final OwnAnswers own;
    private final Peers peers;
    private final Duration patience;

    /// @param patience how long to ask again while the answer can't be had
    FleetReads(Ownership ownership, OwnAnswers own, Peers peers, Duration patience) {
        this.ownership = ownership;
        this.own = own;
        this.peers = peers;
        this.patience = patience;
    }

    /// Asks the owner of the workflow's partition.
    /// @throws NotReadyException if it can't be asked
    <A> A askOwner(WorkflowId workflow, PeerQuestion<A> question) {
        var partition = ownership.partitionOf(workflow);
        return patiently(() -> switch (ownership.ownerOf(partition)) {
            case Ownership.Owner.Here() -> question.put(own);
            case Ownership.Owner.There(var address) -> peers.ask(address, question);
            case Ownership.Owner.Nobody() -> throw moving();
        });
    }

    /// Asks the owners of all partitions, each for its own, so that every partition is in exactly one answer.
    /// @throws NotReadyException if one of them can't be asked
    <A> List<A> askOwners(Function<List<Integer>, PeerQuestion<A>> questionOf) {
        return patiently(() -> {
            var here = new ArrayList<Integer>();
            var there = new LinkedHashMap<Address, List<Integer>>();
            for (var partition = 0; partition < ownership.partitions(); partition++) {
                switch (ownership.ownerOf(partition)) {
                    case Ownership.Owner.Here() -> here.add(partition);
                    case Ownership.Owner.There(var address) ->
                        there.computeIfAbsent(address, absent -> new ArrayList<>()).add(partition);
                    case Ownership.Owner.Nobody() -> throw moving();
                }
            }
            return askAll(here, there, questionOf);
        });
    }

    /// Asks every coordinator of the fleet, each for what it has beside its partitions.
    /// @throws NotReadyException if one of them can't be asked
    <A> List<A> askEveryone(PeerQuestion<A> question) {
        return patiently(() -> {
            var asked = new ArrayList<Callable<A>>();
            asked.add(() -> question.put(own));
            ownership.others().forEach(other -> asked.add(() -> peers.ask(other, question)));
            return atOnce(asked);
        });
    }

    /// Asks every coordinator of the fleet, once, and goes on without those that can't be asked.
    /// @throws NotReadyException if it is not known who they are
    <A> Heard<A> hearEveryone(PeerQuestion<A> question) {
        var asked = new ArrayList<Callable<Optional<A>>>();
        asked.add(() -> Optional.of(question.put(own)));
        ownership.others().forEach(other -> asked.add(() -> ifHeard(other, question)));
        var answers = atOnce(asked);
        return new Heard<>(answers.stream().flatMap(Optional::stream).toList(),
                answers.stream().allMatch(Optional::isPresent));
    }

    /// @param isAll every coordinator that was asked answered
    record Heard<A>(List<A> answers, boolean isAll) {}

    private <A> Optional<A> ifHeard(Address other, PeerQuestion<A> question) {
        try {
            return Optional.of(peers.ask(other, question));
        } catch (NotReadyException e) {
            LOG.atDebug().addKeyValue("peer", other).log("coordinator not heard");
            return Optional.empty();
        }
    }

    private <A> List<A> askAll(List<Integer> here, Map<Address, List<Integer>> there,
            Function<List<Integer>, PeerQuestion<A>> questionOf) {
        var asked = new ArrayList<Callable<A>>();
        if (!here.isEmpty()) {
            asked.add(() -> questionOf.apply(here).put(own));
        }
        there.forEach((address, partitions) -> asked
                .add(() -> peers.ask(address, questionOf.apply(partitions))));
        return atOnce(asked);
    }

    private static <A> List<A> atOnce(List<Callable<A>> asked) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<A>();
            for (var answer : threads.invokeAll(asked)) {
                answers.add(of(answer));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("the coordinator is stopping");
        }
    }

    private static <A> A of(Future<A> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a question throws nothing that is checked", e);
        }
    }

    private <A> A patiently(Supplier<A> question) {
        var deadline = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return question.get();
            } catch (NotReadyException e) {
                if (System.nanoTime() + pause.toNanos() > deadline
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                Threads.pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static NotReadyException moving() {
        return new NotReadyException("a part of the workflows is moving to another coordinator");
    }
}
