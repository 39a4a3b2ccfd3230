package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.Topics;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.ConflictException;
import dev.muster.common.error.Fault;
import dev.muster.common.error.InvalidDefinitionException;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.error.UnknownWorkflowException;
import dev.muster.common.wire.CommandRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Entrance;
import dev.muster.coordinator.port.Order;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Submission;
import dev.muster.coordinator.port.Submitted;
import dev.muster.coordinator.port.SystemView;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowPage;
import dev.muster.coordinator.port.WorkflowView;
import dev.muster.coordinator.port.Workflows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Commands go to the log, and answers come from the events that they caused and from the stores. Thread-safe.
final class KafkaWorkflows implements Workflows {
    /// How long a command may take from the log to its committed event.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Parts parts;
    private final Topics topics;
    private final WorkflowIds ids;

    KafkaWorkflows(Parts parts, Topics topics, WorkflowIds ids) {
        this.parts = parts;
        this.topics = topics;
        this.ids = ids;
    }

    /// What it works with.
    record Parts(Admission admission, Publisher publisher, Listening listening, FleetReads reads,
            Fleet fleet, InstantSource clock, Entrance entrance) {}

    @Override
    public void enter() {
        parts.entrance().enter();
    }

    @Override
    public Submitted submit(Submission submission) {
        var command = ids.text();
        var start = start(command, submission);
        var admitted = parts.admission().admit(start);
        var id = submission.id() == null ? ids.next() : submission.id();
        var value = WireFormat.bytes(start);
        if (value.length > TopicPlan.LARGEST_VALUE) {
            throw new InvalidDefinitionException(List.of(new Fault("", "definition and input have "
                    + value.length + " bytes together, at most " + TopicPlan.LARGEST_VALUE
                    + " are allowed")));
        }
        if (submission.id() != null) {
            return submitOnce(id, command, value);
        }
        parts.listening().accepted().add(id, admitted, parts.clock().instant());
        enter(id, command, value);
        return new Submitted(id, true);
    }

    private void enter(WorkflowId id, String command, byte[] value) {
        var turnstile = parts.listening().turnstile();
        turnstile.entered(command, System.nanoTime());
        try {
            publish(id, value);
        } catch (RuntimeException e) {
            turnstile.turnedBack(command);
            throw e;
        }
    }

    private void publish(WorkflowId id, byte[] value) {
        parts.publisher().publish(topics.commands(), id.value(), value);
    }

    private CommandRecord.Start start(String command, Submission submission) {
        var definition = submission.definition();
        return new CommandRecord.Start(command,
                definition == null ? null : parts.admission().canonical(definition), submission.name(),
                submission.version(), submission.input(),
                submission.tags().isEmpty() ? null : submission.tags(),
                submission.createdBy());
    }

    private Submitted submitOnce(WorkflowId id, String command, byte[] value) {
        var event = carriedOut(command, () -> enter(id, command, value));
        if (event.type().equals(Announcement.REJECTED)) {
            throw new ConflictException("workflow " + id + " was not started: " + event.text("detail"));
        }
        var isNew = !event.type().equals(Announcement.COMMAND_REFUSED);
        if (!isNew && !event.flag("same")) {
            throw new ConflictException("workflow " + id + " was submitted before with another body");
        }
        return new Submitted(id, isNew);
    }

    @Override
    public WorkflowView order(WorkflowId id, Order order) {
        var command = ids.text();
        var event = carriedOut(command, () -> publish(id, WireFormat.bytes(record(command, order))));
        if (event.type().equals(Announcement.COMMAND_REFUSED)) {
            var detail = String.valueOf(event.text("detail"));
            throw WorkflowDesk.Refusal.UNKNOWN.equals(event.text("reason"))
                    ? new UnknownWorkflowException(detail)
                    : new ConflictException(detail);
        }
        return find(id).orElseThrow(() -> new UnknownWorkflowException("there is no workflow " + id));
    }

    private static CommandRecord record(String command, Order order) {
        return switch (order) {
            case CANCEL -> new CommandRecord.Cancel(command, false);
            case CANCEL_WITH_ROLLBACK -> new CommandRecord.Cancel(command, true);
            case PAUSE -> new CommandRecord.Pause(command);
            case RESUME -> new CommandRecord.Resume(command);
            case RETRY -> new CommandRecord.Retry(command);
            case ROLLBACK -> new CommandRecord.Rollback(command);
        };
    }

    private FeedEvent carriedOut(String command, Runnable publication) {
        try (var waiter = parts.listening().waiters().forCommand(command)) {
            publication.run();
            return waiter.await(PATIENCE).orElseThrow(() -> new NotReadyException(
                    "the command is in the log and was not carried out in time; it will be"));
        }
    }

    @Override
    public Optional<WorkflowView> find(WorkflowId id) {
        return parts.reads().askOwner(id, new PeerQuestion.Find(id)).view().or(() -> accepted(id))
                // It may have come from the log into the store between the two looks.
                .or(() -> parts.reads().askOwner(id, new PeerQuestion.FindSurely(id)).view());
    }

    @Override
    public Optional<Json> definition(WorkflowId id) {
        return Optional.ofNullable(
                parts.reads().askOwner(id, new PeerQuestion.Define(id)).definition());
    }

    /// Whoever accepted it knows of it first.
    private Optional<WorkflowView> accepted(WorkflowId id) {
        return parts.reads().askEveryone(new PeerQuestion.FindAccepted(id)).stream()
                .flatMap(found -> found.view().stream()).findFirst();
    }

    @Override
    public Optional<WorkflowView> awaitEnd(WorkflowId id, Duration atMost) {
        // Listening before looking, so that the end can't come unseen between the two.
        try (var waiter = parts.listening().waiters().forEnd(id)) {
            var now = find(id);
            if (now.isEmpty() || now.get().timing().endedAt() != null) {
                return now;
            }
            // Whether it ended or the time is over shows in what is found then.
            var _ = waiter.await(atMost);
            return find(id);
        }
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        Listing.check(filter);
        return Listing.merged(filter,
                parts.reads().askOwners(partitions -> new PeerQuestion.Page(filter, partitions)));
    }

    @Override
    public List<Json> events(WorkflowId id) {
        return parts.listening().tail().of(id).stream().map(FeedEvent::json).toList();
    }

    @Override
    public SystemView system() {
        return parts.fleet().view();
    }
}
