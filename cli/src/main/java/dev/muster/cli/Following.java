package dev.muster.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The options of commands that can show something again and again: over what was shown before on a terminal, below it elsewhere.
/// Used by one thread.
final class Following {
    private static final double NANOS = 1e9;

    @Option(names = "--follow", description = "Shows it again and again, until it is interrupted.")
    private boolean follows;

    @Option(names = "--every", paramLabel = "SECONDS", description = "How often, when it is followed; 2 if it is not given.")
    private double everySeconds = 2;

    /// @param lines what an answer is for people
    void show(MusterCommand muster, String path, Function<JsonNode, List<String>> lines) {
        if (!(everySeconds > 0)) {
            throw CommandFailedException
                    .usage("--every is " + everySeconds + ", expected a number of seconds above 0");
        }
        var terminal = muster.terminal();
        var answer = muster.api().get(path);
        if (!follows) {
            muster.print(answer, () -> lines.apply(answer.json()).forEach(terminal.out()::println));
        } else if (terminal.interactive() && !muster.json()) {
            var redraw = new Redraw(terminal);
            follow(new PatientApi(muster.api(), redraw::say), path, answer,
                    next -> redraw.draw(lines.apply(next.json())));
        } else {
            follow(new PatientApi(muster.api(), line -> terminal.err().println("muster: " + line)), path,
                    answer, next -> append(muster, next, lines));
        }
    }

    private void follow(PatientApi api, String path, Api.Answer first, Consumer<Api.Answer> show) {
        for (var answer = first;; answer = api.get(path)) {
            show.accept(answer);
            PatientApi.pause((long) (everySeconds * NANOS));
        }
    }

    private static void append(MusterCommand muster, Api.Answer answer,
            Function<JsonNode, List<String>> lines) {
        var out = muster.terminal().out();
        muster.print(answer, () -> {
            lines.apply(answer.json()).forEach(out::println);
            out.println();
        });
        out.flush();
    }
}
