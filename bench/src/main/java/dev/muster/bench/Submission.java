package dev.muster.bench;

/// The way by which workflows are submitted. One thread.
interface Submission extends AutoCloseable {
    /// @param number of the workflow, which its id ends with
    void submit(long number);

    /// How many were refused.
    long refused();

    @Override
    void close();
}
