package dev.muster.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// What a process, or the machine, has used so far, by the account of Linux.
final class ProcessUsage {
    /// Linux tells other programs of times in hundredths of a second, whatever it counts in.
    private static final double TICKS_PER_SECOND = 100;
    private static final int KIB_PER_MIB = 1024;
    private static final Path PROC = Path.of("/proc");
    /// Counted from the end of the name: state is the first.
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private ProcessUsage() {}

    /// @param name of the thread, of which Linux keeps 15 letters
    record ThreadTime(String name, double seconds) {}

    /// Processor seconds of all its threads, those that have ended among them.
    static double cpuSeconds(long pid) {
        return thread(read(PROC.resolve(pid + "/stat"))).seconds();
    }

    static double rssMib(long pid) {
        return rss(read(PROC.resolve(pid + "/status")));
    }

    /// Processor seconds that were used on this machine.
    static double machineSeconds() {
        return machine(read(PROC.resolve("stat")));
    }

    /// Processor seconds by thread, those of one name together.
    static Map<String, Double> threads(long pid) {
        var threads = new TreeMap<String, Double>();
        try (var tasks = Files.list(PROC.resolve(pid + "/task"))) {
            tasks.forEach(task -> {
                try {
                    var one = thread(Files.readString(task.resolve("stat")));
                    threads.merge(one.name(), one.seconds(), Double::sum);
                } catch (IOException e) {
                    // It has ended meanwhile.
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads;
    }

    /// @param stat as proc(5) has it; the name, in parentheses, may have any characters in it
    static ThreadTime thread(String stat) {
        var end = stat.lastIndexOf(')');
        var fields = stat.substring(end + 2).split(" ");
        return new ThreadTime(stat.substring(stat.indexOf('(') + 1, end),
                (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND);
    }

    static double rss(String status) {
        return status.lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0)
                / (double) KIB_PER_MIB;
    }

    /// All but the columns of idleness, and those of guests, which count among the others.
    static double machine(String stat) {
        var fields = stat.lines().findFirst().orElse("").trim().split(" +");
        var ticks = 0L;
        for (var column : new int[]{1, 2, 3, 6, 7, 8}) {
            ticks += Long.parseLong(fields[column]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected Linux, which tells in " + file + " what is used", e);
        }
    }
}
