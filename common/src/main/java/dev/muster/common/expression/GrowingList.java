package dev.muster.common.expression;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/// A list that does not change but is cheap to put more behind: the macros build their result item by item, and
/// would copy it each time otherwise.
///
/// Many lists may share one store, each seeing its own length of it; whoever's length is the whole store may append
/// to it, anybody else copies. Owned by the one thread that evaluates.
final class GrowingList extends AbstractList<Object> implements RandomAccess {
    private final List<Object> store;
    private final int size;

    private GrowingList(List<Object> store) {
        this.store = store;
        this.size = store.size();
    }

    static List<Object> concatenated(List<?> left, List<?> right) {
        var store = left instanceof GrowingList grown && grown.size == grown.store.size()
                ? grown.store
                : new ArrayList<Object>(left);
        store.addAll(List.copyOf(right));
        return new GrowingList(store);
    }

    @Override
    public Object get(int index) {
        return store.get(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
