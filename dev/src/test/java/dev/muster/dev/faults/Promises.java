package dev.muster.dev.faults;

import dev.muster.dev.faults.Chronicle.Dispatch;
import dev.muster.dev.faults.Chronicle.Event;
import dev.muster.dev.faults.Executions.Attempt;
import dev.muster.dev.faults.Executions.Execution;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Holds what a fleet left behind against what it promises. Knows the workflows' shapes and none of Muster's code.
/// Has one owner.
final class Promises {
    /// What is checked: some workflows that ought to have ended, and all that the agents did.
    /// @param views of these workflows, as the API tells them
    /// @param deaths when processes were gone, by pid
    /// @param clocksAgree whether the coordinators' clocks were those of the agents
    record History(Map<String, Shape> workflows, Map<String, List<Event>> events, List<Dispatch> dispatches,
            List<Execution> executions, Map<String, JsonNode> views, Map<Long, Long> deaths,
            boolean clocksAgree) {}

    private static final Set<String> GIVEN_UP = Set.of("task.retrying", "task.failed", "task.cancelled",
            "task.compensation_retrying", "task.compensation_failed");
    private static final String LATE = "task.late_success";
    private static final String UNDONE = "task.compensated";
    /// What may be told of a workflow that has ended: what comes too late, and that it is not started twice.
    private static final Set<String> AFTER_THE_END = Set.of(LATE, "command.refused");
    /// Of a task with a late success, too: an attempt that was given up and done all the same is undone whenever that is known.
    private static final Set<String> AFTER_A_LATE_SUCCESS = Set.of(UNDONE, "task.compensation_retrying",
            "task.compensation_failed");

    private final History history;
    private final Map<String, List<Execution>> executions;
    private final List<String> broken = new ArrayList<>();

    private Promises(History history) {
        this.history = history;
        executions = history.executions().stream()
                .collect(Collectors.groupingBy(execution -> execution.attempt().taskOf()));
    }

    /// @return a line for each time that a promise was not kept
    static List<String> broken(History history) {
        var promises = new Promises(history);
        history.workflows().forEach(promises::check);
        promises.checkUniqueness();
        promises.checkLimit();
        return promises.broken;
    }

    private void check(String id, Shape shape) {
        var events = history.events().getOrDefault(id, List.of());
        var view = history.views().get(id);
        var ends = events.stream().filter(event -> Chronicle.ENDS.contains(event.type())).toList();
        if (view == null || ends.isEmpty()) {
            says(view == null || events.isEmpty(), "P1", id + " was accepted and is not there");
            says(ends.isEmpty(), "P1", id + " has not ended");
            return;
        }
        var status = view.path("status").asString("");
        says(ends.size() > 1, "P2", id + " ended " + ends.size() + " times");
        says(!status.equals(shape.ends()), "P2", id + " is " + status + ", expected " + shape.ends());
        says(!ends.getFirst().type().equals("workflow." + status.toLowerCase(Locale.ROOT)), "P2",
                id + " is " + status + ", but its event says " + ends.getFirst().type());
        var after = events.subList(events.indexOf(ends.getFirst()) + 1, events.size()).stream()
                .filter(event -> !mayFollowTheEnd(event, events)).toList();
        says(!after.isEmpty(), "P2", id + " went on after its end: " + after);
        shape.tasks()
                .forEach((task, step) -> checkTask(id, task, step, events, view.path("tasks").path(task)));
        checkUndone(id, shape, events, status);
    }

    private static boolean mayFollowTheEnd(Event event, List<Event> all) {
        return AFTER_THE_END.contains(event.type())
                || (AFTER_A_LATE_SUCCESS.contains(event.type()) && event.task() != null
                        && !of(all, LATE, event.task()).isEmpty());
    }

    private void checkTask(String id, String task, Shape.Step step, List<Event> events, JsonNode view) {
        var name = id + "/" + task;
        var runs = of(name, Executions.RUN);
        for (var dependency : step.after()) {
            var done = of(id + "/" + dependency, Executions.RUN).stream().filter(Execution::isDone)
                    .mapToLong(Execution::until).min().orElse(Long.MAX_VALUE);
            says(runs.stream().anyMatch(run -> run.from() < done), "P3",
                    name + " began before " + dependency + " was done");
        }
        var completed = of(events, "task.completed", task);
        says(completed.size() > 1, "P4", name + " completed " + completed.size() + " times");
        for (var event : completed) {
            says(runs.stream().noneMatch(run -> run.isDone() && run.attempt().number() == event.attempt()),
                    "P5",
                    name + " completed by attempt " + event.attempt() + ", which nobody has done");
            says(view.at("/output/attempt").asInt(0) != event.attempt(), "P5",
                    name + " completed by attempt " + event.attempt() + " and has the output "
                            + view.path("output"));
        }
        says(runs.stream().anyMatch(run -> run.attempt().number() > view.path("attempts").asInt(0)), "P5",
                name + " was run more often than it was dispatched, " + view.path("attempts") + " times");
        checkTimers(name, of(events, "task.retrying", task), runs);
    }

    /// Agents' clocks tell microseconds, events milliseconds.
    private void checkTimers(String name, List<Event> retries, List<Execution> runs) {
        for (var retry : retries) {
            var due = micros(Instant.parse(retry.data().path("retryAt").asString("")));
            says(history.clocksAgree() && runs.stream().anyMatch(
                    run -> run.attempt().number() == retry.attempt() + 1 && run.from() < due - 1_000), "P9",
                    name + " began attempt " + (retry.attempt() + 1) + " before "
                            + retry.data().path("retryAt"));
        }
    }

    private void checkUndone(String id, Shape shape, List<Event> events, String status) {
        shape.tasks().forEach((task, step) -> {
            var name = id + "/" + task;
            var undone = of(name, Executions.UNDO);
            var isDone = of(name, Executions.RUN).stream().anyMatch(Execution::isDone);
            var isDue = status.equals("ROLLED_BACK") && !of(events, "task.completed", task).isEmpty();
            says(isDue && undone.stream().noneMatch(Execution::isDone), "P7", name + " was not undone");
            says(!undone.isEmpty() && !(status.equals("ROLLED_BACK") && isDone), "P7",
                    name + " was undone though " + (isDone ? id + " is " + status : "it was never done"));
            var successes = of(events, "task.completed", task).size() + of(events, LATE, task).size();
            says(of(events, UNDONE, task).size() > successes, "P4",
                    name + " was undone more often than it was done");
            step.after().forEach(dependency -> {
                var earliest = of(id + "/" + dependency, Executions.UNDO).stream().mapToLong(Execution::from)
                        .min()
                        .orElse(Long.MAX_VALUE);
                var latest = undone.stream().filter(Execution::isDone).mapToLong(Execution::until).min()
                        .orElse(0);
                says(earliest < latest, "P7", dependency + " of " + id + " was undone before " + task);
            });
        });
    }

    private void checkUniqueness() {
        var ids = new HashSet<String>();
        history.events().values().stream().flatMap(List::stream).filter(event -> !ids.add(event.id()))
                .forEach(event -> says(true, "P4", "the event " + event.id() + " was published twice"));
        var published = new HashSet<Attempt>();
        history.dispatches().stream().filter(dispatch -> !published.add(dispatch.attempt()))
                .forEach(dispatch -> says(true, "P4", dispatch.attempt() + " was dispatched twice"));
        history.executions().stream().filter(execution -> !published.contains(execution.attempt()))
                .forEach(
                        execution -> says(true, "P5", execution.attempt() + " was run and never dispatched"));
    }

    /// A permit is held from an attempt's beginning to its end, or to its being given up: a worker that was frozen or cut off may run
    /// on for a while, and holds nothing.
    private void checkLimit() {
        var held = new HashMap<Attempt, long[]>();
        history.executions().stream().filter(execution -> execution.agent().equals(WitnessWorker.BOUNDED))
                .forEach(execution -> {
                    var until = Math.min(execution.until(),
                            Math.min(history.deaths().getOrDefault(execution.pid(), Long.MAX_VALUE),
                                    givenUp(execution.attempt())));
                    held.merge(execution.attempt(), new long[]{execution.from(), until},
                            (one, other) -> new long[]{Math.min(one[0], other[0]),
                                Math.max(one[1], other[1])});
                });
        record Step(long at, int change) {}
        var steps = held.values().stream().filter(span -> span[0] < span[1])
                .flatMap(span -> Stream.of(new Step(span[0], 1), new Step(span[1], -1)))
                .sorted(Comparator.comparingLong(Step::at).thenComparingInt(Step::change)).toList();
        var running = 0;
        for (var step : steps) {
            running += step.change();
            says(history.clocksAgree() && running > WitnessWorker.LIMIT, "P6",
                    running + " ran at " + step.at() + " where " + WitnessWorker.LIMIT + " may");
        }
    }

    /// Times of events are of whole milliseconds, rounded down.
    private long givenUp(Attempt attempt) {
        return history.events().getOrDefault(attempt.workflow(), List.of()).stream()
                .filter(event -> attempt.task().equals(event.task()) && event.attempt() == attempt.number()
                        && GIVEN_UP.contains(event.type()))
                .mapToLong(event -> micros(event.time())).min().orElse(Long.MAX_VALUE);
    }

    private List<Execution> of(String task, String kind) {
        return executions.getOrDefault(task, List.of()).stream().filter(one -> one.kind().equals(kind))
                .toList();
    }

    private static List<Event> of(List<Event> events, String type, String task) {
        return events.stream().filter(event -> event.type().equals(type) && task.equals(event.task()))
                .toList();
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private void says(boolean isBroken, String promise, String what) {
        if (isBroken) {
            broken.add(promise + ": " + what);
        }
    }
}
