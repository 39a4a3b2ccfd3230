package dev.muster.dev;

import dev.muster.coordinator.port.WorkflowView;
import java.io.PrintStream;

/// A table of a workflow's tasks, drawn over itself by ANSI control sequences until another line is said.
final class LiveScreen implements Screen {
    private static final String ERASE_LINE = "\u001b[2K";
    private static final int BAR = 30;

    private final PrintStream out;
    private int drawn;

    LiveScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(WorkflowView workflow) {
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('F');
        }
        var rows = TaskLine.of(workflow);
        var progress = workflow.progress();
        text.append(ERASE_LINE)
                .append("%s %s: %s  %s %d of %d tasks%n".formatted(workflow.name(), workflow.id(),
                        colour(workflow.status()), bar(progress.percentage()), progress.completed(),
                        progress.total()));
        for (var row : rows) {
            text.append(ERASE_LINE).append("  ")
                    .append(row.text().replace(row.status(), colour(row.status())))
                    .append(System.lineSeparator());
        }
        out.print(text);
        out.flush();
        drawn = rows.size() + 1;
    }

    @Override
    public void say(String line) {
        drawn = 0;
        out.println(line);
        out.flush();
    }

    private static String bar(double percentage) {
        var filled = (int) Math.round(Math.clamp(percentage, 0, 100) / 100 * BAR);
        return "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]";
    }

    private static String colour(String status) {
        var code = switch (status) {
            case "COMPLETED" -> 32;
            case "FAILED", "ROLLBACK_FAILED", "COMPENSATION_FAILED", "CANCELLED" -> 31;
            case "ROLLING_BACK", "COMPENSATING", "ROLLED_BACK", "BACKING_OFF" -> 33;
            case "RUNNING", "DISPATCHED" -> 36;
            default -> 0;
        };
        return "\u001b[" + code + "m" + status + "\u001b[0m";
    }
}
