package dev.muster.bench;

/// What is told of a run while it goes, apart from its result.
final class Progress {
    private Progress() {}

    static void tell(String what) {
        System.err.println("bench: " + what);
    }
}
