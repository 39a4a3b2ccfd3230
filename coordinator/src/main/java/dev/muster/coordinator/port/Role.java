package dev.muster.coordinator.port;

/// What a caller may do. Each of [#VIEWER], [#OPERATOR] and [#ADMIN] may do all that those before it may.
public enum Role {
    /// Whoever comes, without saying who it is.
    ANYONE,
    /// Looks at everything.
    VIEWER,
    /// Starts workflows and gives them orders.
    OPERATOR,
    /// Says what there is to run, and by which rules.
    ADMIN,
    /// Another coordinator of the fleet, which asks what only coordinators are told, and may do nothing else.
    PEER;

    /// Whether who has this role may do what needs another.
    public boolean covers(Role needed) {
        return needed == ANYONE || needed == this
                || (this != PEER && needed != PEER && compareTo(needed) > 0);
    }
}
