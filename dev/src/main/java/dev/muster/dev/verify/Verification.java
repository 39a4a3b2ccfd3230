package dev.muster.dev.verify;

import dev.muster.common.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares all workflows of a fleet with what its topics say of them. The fleet may be at work meanwhile: what differs is looked at
/// again until it agrees, and counts if it never does. Has one owner.
public final class Verification implements AutoCloseable {
    private static final int LOOKS = 10;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    /// Views leave out outputs beyond four million characters.
    private static final long WHOLE_OUTPUTS = 3_000_000;

    private final Records records;
    private final LiveWorkflows live;
    private final @Nullable Duration keptEnded;

    /// @param workflows how many were compared
    /// @param forgotten how many have ended so long ago that they may be forgotten, and are
    /// @param differences a line each
    /// @param isWhole whether the topics reach back to the beginning; else what is missing in them is no difference
    public record Account(int workflows, int forgotten, List<String> differences, boolean isWhole) {}

    private Verification(Records records, LiveWorkflows live, @Nullable Duration keptEnded) {
        this.records = records;
        this.live = live;
        this.keptEnded = keptEnded;
    }

    /// A coordinator's API.
    /// @param token says who asks; empty for nobody
    public record Api(String server, String token) {
        public static Api open(String server) {
            return new Api(server, "");
        }
    }

    /// @param kafka settings of a client, `bootstrap.servers` among them
    /// @param keptEnded how long the fleet keeps workflows after their end; for ever if null
    public static Verification of(Map<String, String> kafka, Topics topics, Api api,
            @Nullable Duration keptEnded) {
        return new Verification(Records.open(kafka, topics), new LiveWorkflows(api), keptEnded);
    }

    /// Reads all topics from their beginnings. To be called once.
    /// @throws dev.muster.cli.CommandFailedException if no coordinator answers
    public Account run() throws InterruptedException {
        records.readToEnds();
        var differing = new LinkedHashMap<String, List<String>>();
        var forgotten = 0;
        var compared = List.copyOf(records.workflows().keySet());
        for (var id : compared) {
            var view = live.find(id);
            if (view.isEmpty() && mayBeForgotten(id)) {
                forgotten++;
            } else {
                note(differing, id, differences(id, view.orElse(null)));
            }
        }
        for (var id : live.ids()) {
            if (!records.workflows().containsKey(id)) {
                note(differing, id, List.of("is shown, and no event tells of it"));
            }
        }
        records.unanswered()
                .forEach(id -> note(differing, id, List.of("was asked to start, and never answered")));
        for (var look = 1; look < LOOKS && !differing.isEmpty(); look++) {
            Thread.sleep(BETWEEN);
            lookAgain(differing);
        }
        var lines = new ArrayList<>(records.faults());
        differing.forEach((id, differences) -> differences.forEach(line -> lines.add(id + ": " + line)));
        return new Account(compared.size(), forgotten, lines, records.isWhole());
    }

    private static void note(Map<String, List<String>> differing, String id, List<String> differences) {
        if (!differences.isEmpty()) {
            differing.put(id, differences);
        }
    }

    /// What is shown is as old as the events before, as young as those after, or between.
    private void lookAgain(Map<String, List<String>> differing) throws InterruptedException {
        for (var id : List.copyOf(differing.keySet())) {
            var view = live.find(id).orElse(null);
            var before = differences(id, view);
            records.readToEnds();
            var after = differences(id, view);
            if (before.isEmpty() || after.isEmpty()) {
                differing.remove(id);
            } else {
                differing.put(id, after);
            }
        }
    }

    private boolean mayBeForgotten(String id) {
        var model = records.workflows().get(id);
        return model != null && (!model.isThere() || (model.isEnded() && keptEnded != null
                && model.latest().isBefore(Instant.now().minus(keptEnded))));
    }

    private List<String> differences(String id, @Nullable JsonNode view) {
        var model = records.workflows().get(id);
        if (model == null || !model.isThere()) {
            return (view == null && model != null) || !records.isWhole()
                    ? List.of()
                    : List.of(view == null
                            ? "was asked to start, and never answered"
                            : "is shown, and no event tells of it");
        }
        if (view == null) {
            return List.of("is not there, its events tell of it");
        }
        var differences = new ArrayList<>(model.differences(view));
        if (records.isWhole()) {
            if (!records.isAsked(id)) {
                differences.add("is there, and nobody asked for it");
            }
            model.tasks().forEach((task, told) -> output(id, task, told.accepted(), view, differences));
        }
        return differences;
    }

    private void output(String id, String task, int accepted, JsonNode view, List<String> differences) {
        if (accepted == 0) {
            return;
        }
        var reported = records.outputs(id, task, accepted);
        var shown = view.path("tasks").path(task);
        if (reported.isEmpty()) {
            differences
                    .add("task " + task + " completed by attempt " + accepted + ", and nobody reported it");
        } else if (!shown.isMissingNode() && view.toString().length() < WHOLE_OUTPUTS
                && !reported.contains(Records.hash(shown.path("output")))) {
            differences.add("task " + task + " is shown with another output than attempt " + accepted
                    + " reported");
        }
    }

    @Override
    public void close() {
        records.close();
        live.close();
    }
}
