package dev.muster.coordinator.streams;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// A program of its own that prints how many bytes decisions allocate. With the first compiler alone it is what the code
/// asks for, to the byte: how much of it the second one would take away depends on when it gets to what.
final class Allocation {
    /// Until everything is loaded and linked.
    private static final int WARM_UP = 50;
    private static final int REPETITIONS = 200;

    private Allocation() {}

    public static void main(String[] arguments) {
        var chain3 = Decisions.chain3();
        print("chain3", chain3.count(), chain3::make);
        var fan50 = Decisions.fan50();
        print("fan50", fan50.count(), fan50::make);
        var open = GateDecisions.open();
        print("open-gate", open.count(), open::make);
        var full = GateDecisions.full();
        print("full-gate", full.count(), full::make);
    }

    private static void print(String name, int decisions, Runnable work) {
        for (int round = 0; round < WARM_UP; round++) {
            work.run();
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < REPETITIONS; round++) {
            work.run();
        }
        var bytes = threads.getCurrentThreadAllocatedBytes() - before;
        System.out.println(name + ".bytes-per-decision " + bytes / REPETITIONS / decisions);
    }
}
