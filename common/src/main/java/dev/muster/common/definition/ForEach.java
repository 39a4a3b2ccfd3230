package dev.muster.common.definition;

import java.util.Objects;

/// Makes one child task of each item of a list.
/// @param items evaluates to the list, or to a whole number n for the items 0 to n-1
/// @param as the name under which a child's expressions see its item
/// @param atMost how many children may be under way at once; [#UNBOUNDED] for no bound of its own
public record ForEach(Expression items, String as, int atMost) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /// @throws IllegalArgumentException if `atMost` is below 1
    public ForEach {
        Objects.requireNonNull(items);
        Objects.requireNonNull(as);
        if (atMost < 1) {
            throw new IllegalArgumentException("atMost must be 1 or more");
        }
    }
}
