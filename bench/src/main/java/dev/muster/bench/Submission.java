package dev.muster.bench;

import java.util.List;

/// The way by which workflows are submitted. One thread.
interface Submission extends AutoCloseable {
    /// @param number of the workflow, which its id ends with
    void submit(long number);

    /// How many could not be submitted, for whatever reason but too much load.
    long failed();

    /// The workflows that were turned away because there was too much to do, since this was asked last.
    List<Long> turnedAway();

    @Override
    void close();
}
