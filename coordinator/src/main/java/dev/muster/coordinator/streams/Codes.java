package dev.muster.coordinator.streams;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The numbers under which an enum's constants are stored: their places in a list that only ever grows, so that the
/// order and the names in the code are free to change.
final class Codes<E extends Enum<E>> {
    private final List<E> byCode;
    private final Map<E, Integer> codes = new HashMap<>();

    private Codes(List<E> byCode) {
        this.byCode = byCode;
        for (int code = 0; code < byCode.size(); code++) {
            codes.put(byCode.get(code), code);
        }
    }

    /// @throws IllegalStateException if a constant has no code
    static <E extends Enum<E>> Codes<E> of(Class<E> type, List<E> byCode) {
        var codes = new Codes<>(List.copyOf(byCode));
        for (var constant : type.getEnumConstants()) {
            codes.of(constant);
        }
        return codes;
    }

    int of(E constant) {
        var code = codes.get(constant);
        if (code == null) {
            throw new IllegalStateException("no code to store " + constant + " under");
        }
        return code;
    }

    E constant(int code) {
        return byCode.get(code);
    }
}
