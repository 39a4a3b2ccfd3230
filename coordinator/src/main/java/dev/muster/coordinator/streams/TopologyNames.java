package dev.muster.coordinator.streams;

import java.util.List;

/// The names of stores and topology nodes. They are state: stores' changelogs and their contents are found by them.
final class TopologyNames {
    static final String COMMANDS = "commands";
    static final String REPORTS = "reports";
    static final String WORKERS = "workers";
    static final String GATES = "gates";
    static final String GATE_KEEPER = "gate-keeper";
    static final String WORKFLOWS = "workflows";
    static final String LIVENESS = "liveness";
    static final String AGENTS_SOURCE = "agents";
    static final String AGENTS_TABLE = "agents-table";
    static final String DEFINITIONS_SOURCE = "definitions";
    static final String DEFINITIONS_TABLE = "definitions-table";

    static final String TASKS_SINK = "tasks-sink";
    static final String CONTROL_SINK = "control-sink";
    static final String EVENTS_SINK = "events-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";
    static final String GATES_SINK = "gates-sink";
    static final String GRANTED_TASKS_SINK = "granted-tasks-sink";
    static final String GRANTS_SINK = "grants-sink";
    static final String AGENTS_SINK = "agents-sink";
    static final String UNREADABLE_GATES_SINK = "unreadable-gates-sink";
    static final String LEASES_SINK = "leases-sink";
    static final String UNREADABLE_WORKERS_SINK = "unreadable-workers-sink";

    /// The rows of all workflows.
    static final String ROWS_STORE = "rows";
    static final String TIMERS_STORE = "timers";
    /// What each worker was last heard to hold.
    static final String LEASES_STORE = "leases";
    /// What waits at each gate and who holds its permits, with the entry of its agent type.
    static final String GATES_STORE = "gates";
    static final String AGENTS_STORE = "agents-by-type";
    static final String DEFINITIONS_STORE = "definitions-by-version";

    /// The stores that have a changelog topic.
    static final List<String> LOGGED_STORES = List.of(ROWS_STORE, TIMERS_STORE, LEASES_STORE,
            GATES_STORE);

    private TopologyNames() {}
}
