package dev.muster.coordinator.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what [FormWriter] wrote.
final class FormReader {
    private final byte[] bytes;
    private int at;

    /// @throws IllegalStateException if the row was written in another version: by a newer coordinator, that is
    FormReader(String row, int version, byte[] bytes) {
        this.bytes = bytes;
        var found = bytes.length == 0 ? -1 : bytes[at++];
        if (found != version) {
            throw new IllegalStateException("a stored " + row + " has version " + found
                    + ", this coordinator reads version " + version);
        }
    }

    long number() {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            var next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    int count() {
        return Math.toIntExact(number());
    }

    boolean flag() {
        return bytes[at++] != 0;
    }

    String text() {
        var length = count();
        var value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    byte[] bytes() {
        var length = count();
        var value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    List<String> texts() {
        var values = new ArrayList<String>();
        for (int left = count(); left > 0; left--) {
            values.add(text());
        }
        return values;
    }

    List<Integer> numbers() {
        var values = new ArrayList<Integer>();
        for (int left = count(); left > 0; left--) {
            values.add(count());
        }
        return values;
    }

    @Nullable
    Instant instant() {
        var millis = number();
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
