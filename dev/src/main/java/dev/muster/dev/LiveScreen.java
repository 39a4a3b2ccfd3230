package dev.muster.dev;

import dev.muster.cli.Terminal;
import dev.muster.coordinator.port.WorkflowView;

/// A table of a workflow's tasks, drawn over itself by ANSI control sequences until another line is said.
final class LiveScreen implements Screen {
    private static final String ERASE_LINE = "\u001b[2K";
    private static final int BAR = 30;

    private final Terminal terminal;
    private int drawn;

    LiveScreen(Terminal terminal) {
        this.terminal = terminal;
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
                        painted(workflow.status()), bar(progress.percentage()), progress.completed(),
                        progress.total()));
        for (var row : rows) {
            text.append(ERASE_LINE).append("  ")
                    .append(row.text().replace(row.status(), painted(row.status())))
                    .append(System.lineSeparator());
        }
        terminal.out().print(text);
        terminal.out().flush();
        drawn = rows.size() + 1;
    }

    @Override
    public void say(String line) {
        drawn = 0;
        terminal.out().println(line);
        terminal.out().flush();
    }

    private static String bar(double percentage) {
        var filled = (int) Math.round(Math.clamp(percentage, 0, 100) / 100 * BAR);
        return "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]";
    }

    private String painted(String status) {
        return terminal.painted(status, status);
    }
}
