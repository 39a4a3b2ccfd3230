package dev.muster.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The workflow and its tasks, drawn over themselves on a terminal.
final class RedrawnDisplay implements Display {
    private static final int MOST_TASKS = 20;
    private static final int BAR = 30;
    private static final Set<String> SETTLED = Set.of("COMPLETED", "SKIPPED", "ROLLED_BACK", "CANCELLED");
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final Terminal terminal;
    private int drawn;

    RedrawnDisplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void show(Snapshot now, List<Changes.Change> changes) {
        var lines = new ArrayList<String>();
        lines.add(heading(now));
        lines.addAll(tasks(now).lines(terminal));
        if (now.tasks().size() > MOST_TASKS) {
            lines.add("... and " + (now.tasks().size() - MOST_TASKS) + " more tasks");
        }
        // A line that is too long is cut off: were it wrapped, the next drawing would start too low.
        terminal.out().print((drawn == 0 ? "" : "\u001b[" + drawn + "F\u001b[J") + NO_WRAP
                + String.join("\n", lines) + "\n" + WRAP);
        terminal.out().flush();
        drawn = lines.size();
    }

    @Override
    public void say(String line) {
        terminal.out().println(line);
        drawn = drawn == 0 ? 0 : drawn + 1;
    }

    private String heading(Snapshot now) {
        var progress = now.progress();
        var filled = (int) Math.round(Math.clamp(progress.percentage(), 0, 100) / 100 * BAR);
        return now.name() + "  " + now.id() + "  " + terminal.painted(now.status(), now.status()) + "  ["
                + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + progress.completed() + "/"
                + progress.total()
                + "  " + Durations.text(now.seconds());
    }

    /// Where there are too many to show, those that are under way or in trouble come first.
    private static Table tasks(Snapshot now) {
        var table = new Table("TASK", "STATUS", "WORK", "ATTEMPTS", "MESSAGE");
        var shown = now.tasks().entrySet().stream();
        if (now.tasks().size() > MOST_TASKS) {
            shown = shown.sorted(Comparator.comparingInt(RedrawnDisplay::rank)).limit(MOST_TASKS);
        }
        shown.forEach(entry -> table.row(entry.getKey(), entry.getValue().status(), entry.getValue().work(),
                entry.getValue().attempts(), entry.getValue().message()));
        return table;
    }

    private static int rank(Map.Entry<String, Snapshot.Task> entry) {
        var status = entry.getValue().status();
        return SETTLED.contains(status) ? 2 : status.equals("PENDING") ? 1 : 0;
    }
}
