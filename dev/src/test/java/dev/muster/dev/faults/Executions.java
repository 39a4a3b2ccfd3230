package dev.muster.dev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What agents really did and when, told by themselves in a file that any number of processes append to: what Muster's own
/// account is held against. Of what was killed there is a beginning and no end.
record Executions(Path file) {
    static final String RUN = "run";
    static final String UNDO = "undo";
    static final String DONE = "done";

    /// An attempt, of which any process may run any number of executions.
    record Attempt(String workflow, String task, int number) {
        String taskOf() {
            return workflow + "/" + task;
        }
    }

    /// @param kind [#RUN] or [#UNDO]
    /// @param from in microseconds of the epoch
    /// @param until likewise; [Long#MAX_VALUE] without an end
    /// @param end [#DONE], another word, or empty without an end
    record Execution(Attempt attempt, String agent, String kind, long pid, long from, long until,
            String end) {
        boolean isDone() {
            return end.equals(DONE);
        }
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    void begin(Attempt attempt, String agent, String kind) {
        write("+", attempt, agent, kind, "-");
    }

    void end(Attempt attempt, String agent, String kind, String end) {
        write("-", attempt, agent, kind, end);
    }

    private void write(String mark, Attempt attempt, String agent, String kind, String end) {
        var line = String.join(" ", mark, String.valueOf(now()),
                String.valueOf(ProcessHandle.current().pid()),
                attempt.workflow(), attempt.task(), String.valueOf(attempt.number()), agent, kind, end)
                + "\n";
        try {
            // One short write to a file that is open for appending: whole, whoever else writes.
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In the order of their beginnings, as far as one process is concerned.
    List<Execution> all() {
        var open = new LinkedHashMap<String, Execution>();
        var all = new ArrayList<Execution>();
        for (var line : lines()) {
            var words = line.split(" ", -1);
            var at = Long.parseLong(words[1]);
            var attempt = new Attempt(words[3], words[4], Integer.parseInt(words[5]));
            var name = words[2] + " " + attempt + " " + words[7];
            if (words[0].equals("+")) {
                open.put(name, new Execution(attempt, words[6], words[7], Long.parseLong(words[2]), at,
                        Long.MAX_VALUE, ""));
            } else {
                var begun = open.remove(name);
                if (begun == null) {
                    throw new IllegalStateException("an end without a beginning: " + line);
                }
                all.add(new Execution(attempt, begun.agent(), begun.kind(), begun.pid(), begun.from(), at,
                        words[8]));
            }
        }
        all.addAll(open.values());
        return all;
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
