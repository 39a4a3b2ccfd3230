package dev.muster.dev.simulation;

import java.util.Set;

/// What all of a simulation share: its time, its chance, what was seen of it, and what is wrong with it. Owned by the
/// simulation's thread.
/// @param sabotages what is to go wrong that the promises don't allow for
record World(Schedule schedule, Dice dice, History history, Set<Sabotage> sabotages) {
    /// Defects of the simulated surroundings, each of which has to be found out.
    enum Sabotage {
        /// A coordinator that was taken for dead may commit nevertheless.
        NO_FENCING,
        /// What a transaction sends is in the topics although it is aborted.
        DIRTY_READS,
        /// A transaction that is aborted has moved on in its topics all the same.
        LOST_INPUT,
        /// A report counts for whatever attempt is under way.
        STALE_REPORTS,
        /// What a worker says last is not said.
        LOST_REPORTS,
        /// Timers go off three seconds early.
        EARLY_TIMERS,
        /// A request to give up gives the permit back.
        EARLY_PERMITS
    }

    boolean has(Sabotage sabotage) {
        return sabotages.contains(sabotage);
    }

    long now() {
        return schedule.now();
    }

    void fault(String what) {
        history.add(new History.Fault(now(), what));
    }
}
