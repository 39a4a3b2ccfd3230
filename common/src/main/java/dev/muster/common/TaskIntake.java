package dev.muster.common;

import java.util.Map;

/// How the topic of an agent type's tasks is made, and the share group that takes from it.
public final class TaskIntake {
    /// A share group hands one partition to every worker, where each of several would go to some, and wait for those
    /// when they are full or dead.
    public static final int PARTITIONS = 1;

    /// What the group must be told, before its first member comes. A record is also given back for harmless reasons, and
    /// must not be dropped for those: it may be delivered ten times.
    public static final Map<String, String> REQUIRED = Map.of("share.auto.offset.reset", "earliest",
            "share.isolation.level", "read_committed", "share.delivery.count.limit", "10");

    /// What it should be told where the broker allows it, as an unchanged one does. A worker acknowledges within its
    /// lease, 10 s, so a lock that is older was left by a dead one: 15 s, not 30. And records in flight count from the
    /// oldest that is locked: twice as many may pass it before nobody gets any.
    public static final Map<String, String> WISHED = Map.of("share.record.lock.duration.ms", "15000",
            "share.partition.max.record.locks", "4000");

    private TaskIntake() {}
}
