package dev.muster.common.expression;

/// The words that the variables of an expression start from.
final class Words {
    static final String INPUT = "input";
    static final String TASKS = "tasks";
    static final String OUTPUT = "output";

    private Words() {}

    /// The variable that holds the index of a `forEach` item.
    static String indexOf(String as) {
        return as + "Index";
    }
}
