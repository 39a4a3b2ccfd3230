package dev.muster.bench.part;

import dev.muster.worker.ActionHandler;
import java.util.Arrays;

/// Which attempts were run in this process, and whether any was run twice. Keeps 64 bits of each, so that millions
/// cost little memory and time; that two of ten million are taken for one has a chance of 1 in 300,000.
/// Thread-safe.
final class Executions {
    private static final int INITIAL = 1 << 16;
    private static final long FREE = 0;

    private long[] table = new long[INITIAL];
    private int size;
    private long repeated;

    <I> ActionHandler<I> counted(ActionHandler<I> handler) {
        return (input, task) -> {
            add(task.idempotencyKey());
            return handler.run(input, task);
        };
    }

    synchronized void add(String key) {
        if (!insert(table, hash(key))) {
            repeated++;
            return;
        }
        size++;
        if (size > table.length / 2) {
            var larger = new long[table.length * 2];
            Arrays.stream(table).filter(entry -> entry != FREE).forEach(entry -> insert(larger, entry));
            table = larger;
        }
    }

    /// How many different attempts were run.
    synchronized int count() {
        return size;
    }

    /// How often an attempt was run that had been run before.
    synchronized long repeated() {
        return repeated;
    }

    private static boolean insert(long[] table, long entry) {
        var mask = table.length - 1;
        for (var at = (int) entry & mask;; at = (at + 1) & mask) {
            if (table[at] == FREE) {
                table[at] = entry;
                return true;
            }
            if (table[at] == entry) {
                return false;
            }
        }
    }

    /// FNV-1a, and the finisher of SplitMix64, because the table goes by the lowest bits.
    private static long hash(String key) {
        var hash = 0xcbf29ce484222325L;
        for (var index = 0; index < key.length(); index++) {
            hash = (hash ^ key.charAt(index)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == FREE ? 1 : hash;
    }
}
