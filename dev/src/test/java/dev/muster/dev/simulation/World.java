package dev.muster.dev.simulation;

import java.util.Set;

/// What all of a simulation share: its time, its chance, what was seen of it, and what is wrong with it. Owned by the
/// simulation's thread.
/// @param sabotages what is to go wrong that the promises don't allow for
record World(Schedule schedule, Dice dice, History history, Set<Sabotage> sabotages) {
    /// Defects of the surroundings that the promises don't allow for.
    enum Sabotage {
        /// A coordinator that was taken for dead may commit nevertheless.
        NO_FENCING,
        /// What a transaction has sent is in the topics although it is aborted.
        DIRTY_READS,
        /// A transaction that is aborted has moved on in its topics all the same.
        LOST_INPUT,
        /// A transaction that is aborted leaves its rows behind.
        LEAKED_ROWS,
        /// A success counts for whatever attempt was published last.
        STALE_REPORTS,
        /// Coordinators' timers go by a clock that is three seconds fast.
        EARLY_TIMERS,
        /// Whoever takes back a request gives back the permit.
        EARLY_PERMITS,
        /// A permit that is given back is lost on its way now and then. The promises do allow for that.
        LOST_PERMITS
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
