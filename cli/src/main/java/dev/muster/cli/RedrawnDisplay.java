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

    private final Terminal terminal;
    private final Redraw redraw;

    RedrawnDisplay(Terminal terminal) {
        this.terminal = terminal;
        this.redraw = new Redraw(terminal);
    }

    @Override
    public void show(Snapshot now, List<Changes.Change> changes) {
        var lines = new ArrayList<String>();
        lines.add(heading(now));
        lines.addAll(tasks(now).lines(terminal));
        if (now.tasks().size() > MOST_TASKS) {
            lines.add("... and " + (now.tasks().size() - MOST_TASKS) + " more tasks");
        }
        redraw.draw(lines);
    }

    @Override
    public void say(String line) {
        redraw.say(line);
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
