package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.UnknownDefinitionException;
import dev.muster.common.error.UnreadableDefinitionException;
import dev.muster.common.wire.CommandRecord;
import dev.muster.coordinator.core.Decision;
import dev.muster.coordinator.core.Decision.Refused;
import dev.muster.coordinator.core.Effects;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.Input;
import dev.muster.coordinator.core.Moment;
import dev.muster.coordinator.core.Plan;
import dev.muster.coordinator.core.TaskRow;
import dev.muster.coordinator.core.WorkflowEvent;
import dev.muster.coordinator.core.WorkflowMachine;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.port.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Puts inputs before the machine and carries out what it decides. Owned by the stream thread.
final class WorkflowDesk {
    /// Of memory for each partition: a thousand small workflows under way.
    private static final long RECENT_BYTES = 8L << 20;
    private static final int MOST_REMEMBERED = 10_000;

    private final WorkflowMachine machine = new WorkflowMachine();
    private final KeyValueStore<Bytes, byte[]> store;
    private final Admission admission;
    private final WorkflowTopology.Parts parts;
    private final Roll roll;
    private final RecentRows recent;
    private final Set<ContentHash> remembered = new HashSet<>();
    private final Watchlist watchlist = new Watchlist();

    WorkflowDesk(KeyValueStore<Bytes, byte[]> store, Admission admission, WorkflowTopology.Parts parts,
            Roll roll) {
        this.store = store;
        this.recent = new RecentRows(store, RECENT_BYTES);
        this.admission = admission;
        this.parts = parts;
        this.roll = roll;
    }

    void start(WorkflowId id, CommandRecord.Start start, Outbox outbox) {
        var rows = recent.take(id);
        start(rows, start, outbox);
        recent.keep(rows);
    }

    private void start(StoredRows rows, CommandRecord.Start start, Outbox outbox) {
        var origin = rows.origin();
        if (origin != null) {
            var isSame = origin.submission().equals(Admission.submission(start));
            outbox.announce(new Announcement(Announcement.COMMAND_REFUSED, null,
                    EventData.of("reason", Refusal.EXISTS).and("detail", "workflow " + rows.id() + " exists")
                            .and("same", isSame)));
            return;
        }
        try {
            var admitted = admission.admit(start);
            remember(rows, admitted);
            var decision = decide(rows, admitted.definition().plan(), new Input.Start(admitted.input()),
                    outbox);
            if (decision instanceof Refused refused) {
                throw new IllegalStateException("a new workflow was refused: " + refused.detail());
            }
        } catch (InvalidDefinitionException e) {
            reject(Refusal.INVALID, Problem.of(e), outbox);
        } catch (UnreadableDefinitionException e) {
            reject(Refusal.INVALID, Problem.of(e), outbox);
        } catch (UnknownDefinitionException e) {
            reject(Refusal.UNKNOWN_DEFINITION, Problem.of(e), outbox);
        }
    }

    void order(WorkflowId id, Input.Command order, Outbox outbox) {
        if (take(id, order, outbox) instanceof Refused refused) {
            outbox.announce(new Announcement(Announcement.COMMAND_REFUSED, null,
                    EventData.of("reason", refused.reason().name().toLowerCase(Locale.ROOT)).and("detail",
                            refused.detail())));
        }
    }

    /// Takes an input to a workflow that ought to exist.
    Decision take(WorkflowId id, Input input, Outbox outbox) {
        var rows = recent.take(id);
        var origin = rows.origin();
        if (origin == null) {
            return new Refused(Decision.Reason.UNKNOWN, "there is no workflow " + id);
        }
        var decision = decide(rows, plan(origin), input, outbox);
        recent.keep(rows);
        return decision;
    }

    @Nullable
    TaskRow task(WorkflowId id, TaskId task) {
        return new RowReader(store, id).task(task);
    }

    /// A workflow is there already when its partition is opened.
    void open(Header header, long nowMillis) {
        roll.tally().changed(null, header);
        watchlist.changed(header, true, nowMillis);
    }

    /// Attempts that are nowhere any more.
    Map<WorkflowId, List<Input.Vanished>> vanished(VanishedAttempts attempts, long nowMillis) {
        Map<WorkflowId, List<Input.Vanished>> found = new LinkedHashMap<>();
        for (var watched : watchlist.due(VanishedAttempts.PATIENCE, nowMillis)) {
            var reader = new RowReader(store, watched.workflow());
            var origin = reader.knownOrigin();
            found.put(watched.workflow(),
                    attempts.of(reader, plan(origin), watched, nowMillis));
        }
        return found;
    }

    private Decision decide(StoredRows rows, Plan plan, Input input, Outbox outbox) {
        @Nullable
        Header before = rows.header();
        var origin = Objects.requireNonNull(rows.origin(), "what is decided on has an origin");
        var gating = admission.gating(plan);
        var decision = machine.decide(rows.id(), plan, rows, input, new Moment(outbox.now(), gating));
        if (decision instanceof Decision.Accepted accepted) {
            rows.flush();
            var occurrences = new Occurrences(plan, rows, outbox.now());
            for (var event : accepted.events()) {
                outbox.carryOut(Effects.of(plan, event, outbox.now()), origin, gating);
                occurrences.of(event).forEach(parts.uncommitted()::add);
            }
            var after = Objects.requireNonNull(rows.header(), "an accepted input leaves a header");
            roll.changed(before, after, origin);
            if (before != null && before.state() == WorkflowState.PENDING
                    && after.state() != WorkflowState.PENDING) {
                parts.tallies().started(outbox.now().toEpochMilli());
            }
            watchlist.changed(after,
                    accepted.events().stream().anyMatch(WorkflowDesk::isPublication),
                    outbox.now().toEpochMilli());
        }
        return decision;
    }

    private static boolean isPublication(WorkflowEvent event) {
        return event instanceof WorkflowEvent.TaskDispatched || event instanceof WorkflowEvent.TaskGranted;
    }

    private Plan plan(Origin origin) {
        return parts.definitions()
                .of(origin.definition(),
                        () -> Objects.requireNonNull(RowReader.definition(store, origin.definition()),
                                "a definition is stored before a workflow of it starts"))
                .plan();
    }

    private void remember(StoredRows rows, Admission.Admitted admitted) {
        rows.put(admitted.origin());
        var hash = admitted.definition().hash();
        if (!remembered.contains(hash)) {
            store.putIfAbsent(RowKey.definition(hash),
                    admitted.text().text().getBytes(StandardCharsets.UTF_8));
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.add(hash);
            }
        }
    }

    /// In the words in which HTTP refuses.
    private static void reject(String reason, Problem problem, Outbox outbox) {
        outbox.announce(new Announcement(Announcement.REJECTED, null,
                EventData.of("reason", reason).and("type", problem.type()).and("title", problem.title())
                        .and("status", problem.status()).and("detail", problem.detail())
                        .and("errors", problem.errors()).and("cycle", problem.cycle())));
    }

    /// Why a command was refused: the values of `reason` in the data.
    static final class Refusal {
        static final String EXISTS = "exists";
        static final String UNKNOWN = "unknown";
        static final String NOT_ALLOWED = "not_allowed";
        static final String INVALID = "invalid_definition";
        static final String UNKNOWN_DEFINITION = "unknown_definition";

        private Refusal() {}
    }

}
