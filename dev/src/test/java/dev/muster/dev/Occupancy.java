package dev.muster.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// When handlers really began and ended, told by themselves in a file that any number of processes append to, and held
/// against the limits that were in force. What was killed ended when its process did.
record Occupancy(Path file) {
    /// @param at in microseconds of the epoch
    /// @param step 1 for a beginning, -1 for an end
    private record Mark(long at, int step, long pid, String attempt) {}

    /// A limit, from when its change was asked for; others may count until `certainFrom`, when it was answered.
    record Limit(int value, long askedAt, long certainFrom) {}

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    void begin(String attempt) {
        write('+', attempt);
    }

    void end(String attempt) {
        write('-', attempt);
    }

    private void write(char step, String attempt) {
        try {
            // One short write to a file that is open for appending: whole, whoever else writes.
            Files.writeString(file,
                    step + " " + now() + " " + ProcessHandle.current().pid() + " " + attempt + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long ended() {
        return marks(Map.of()).stream().filter(mark -> mark.step() < 0).count();
    }

    int running(Map<Long, Long> deaths) {
        return marks(deaths).stream().mapToInt(Mark::step).sum();
    }

    /// When the attempts whose names begin so began, in order.
    List<Long> begun(String prefix) {
        return marks(Map.of()).stream().filter(mark -> mark.step() > 0 && mark.attempt().startsWith(prefix))
                .map(Mark::at).toList();
    }

    /// Half of some durations and 99 of a hundred are at most so many microseconds.
    record Spread(int count, long p50Micros, long p99Micros, long maxMicros) {
        /// @param sorted by length
        static Spread of(List<Long> sorted) {
            return new Spread(sorted.size(), sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 99 / 100), sorted.getLast());
        }
    }

    /// How long after the end of an attempt the next of those that waited began, where so many ran at once.
    Spread handovers(String onePrefix, String otherPrefix, int limit) {
        var those = marks(Map.of()).stream().filter(mark -> mark.attempt().startsWith(onePrefix)
                || mark.attempt().startsWith(otherPrefix)).toList();
        var begun = those.stream().filter(mark -> mark.step() > 0).map(Mark::at).skip(limit).toList();
        var ended = those.stream().filter(mark -> mark.step() < 0).map(Mark::at).toList();
        return Spread.of(IntStream.range(0, Math.min(begun.size(), ended.size()))
                .mapToObj(index -> begun.get(index) - ended.get(index)).sorted().toList());
    }

    Set<String> tasksBegun() {
        var tasks = new HashSet<String>();
        marks(Map.of())
                .forEach(mark -> tasks.add(mark.attempt().substring(0, mark.attempt().lastIndexOf('#'))));
        return tasks;
    }

    /// Says when more ran than was allowed. A lower limit takes no permit away: from its answer on, as many may run as it
    /// says, or as were allowed before less those that ended since, whichever is more.
    /// @param deaths when processes were killed, by pid
    List<String> excesses(List<Limit> limits, Map<Long, Long> deaths) {
        var excesses = new ArrayList<String>();
        var running = 0;
        var next = 0;
        var allowed = 0;
        var uncertainUntil = 0L;
        var lower = 0;
        for (var mark : marks(deaths)) {
            while (next < limits.size() && limits.get(next).askedAt() <= mark.at()) {
                var limit = limits.get(next++);
                allowed = Math.max(allowed, limit.value());
                lower = limit.value();
                uncertainUntil = limit.certainFrom();
            }
            running += mark.step();
            if (mark.step() < 0 && mark.at() > uncertainUntil) {
                allowed = Math.max(lower, allowed - 1);
            }
            if (running > allowed) {
                excesses.add(running + " ran at " + mark.at() + " where " + allowed + " were allowed: "
                        + mark.attempt());
            }
        }
        return excesses;
    }

    private List<Mark> marks(Map<Long, Long> deaths) {
        var marks = new ArrayList<Mark>();
        var open = new HashMap<String, Mark>();
        for (var line : lines()) {
            var words = line.split(" ", 4);
            var mark = new Mark(Long.parseLong(words[1]), words[0].equals("+") ? 1 : -1,
                    Long.parseLong(words[2]), words[3]);
            marks.add(mark);
            if (mark.step() > 0) {
                open.put(mark.pid() + " " + mark.attempt(), mark);
            } else {
                open.remove(mark.pid() + " " + mark.attempt());
            }
        }
        open.values().forEach(mark -> {
            var death = deaths.get(mark.pid());
            if (death != null) {
                marks.add(new Mark(death, -1, mark.pid(), mark.attempt()));
            }
        });
        // Of two at the same instant the end comes first.
        marks.sort(Comparator.comparingLong(Mark::at).thenComparingInt(Mark::step));
        return marks;
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
