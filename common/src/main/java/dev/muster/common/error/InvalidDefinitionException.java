package dev.muster.common.error;

import java.util.List;

/// A definition was read but is not valid; all that is wrong with it is listed.
public sealed class InvalidDefinitionException extends MusterException permits CircularDependencyException {
    private final transient List<Fault> faults;

    public InvalidDefinitionException(List<Fault> faults) {
        this("the definition has " + faults.size()
                + (faults.size() == 1 ? " fault: " : " faults, the first: ")
                + described(faults.getFirst()), faults);
    }

    InvalidDefinitionException(String message, List<Fault> faults) {
        super(message, null);
        this.faults = List.copyOf(faults);
    }

    private static String described(Fault fault) {
        return fault.path().isEmpty() ? fault.message() : fault.path() + ": " + fault.message();
    }

    public List<Fault> faults() {
        return faults;
    }
}
