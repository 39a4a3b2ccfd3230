package dev.muster.coordinator.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one stored row: a version, then fields in order. Numbers are variable in length, 7 bits to a byte, the low
/// ones first; texts are their length and UTF-8. Instants are whole milliseconds, rounded up so that no deadline comes early.
final class FormWriter {
    private byte[] buffer = new byte[128];
    private int length;

    FormWriter(int version) {
        put(version);
    }

    FormWriter number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a stored number can't be negative, this one is " + value);
        }
        var rest = value;
        while (rest >= 0x80) {
            put((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
        return this;
    }

    FormWriter flag(boolean value) {
        put(value ? 1 : 0);
        return this;
    }

    FormWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    FormWriter bytes(byte[] value) {
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    FormWriter optionalText(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    FormWriter texts(List<String> values) {
        number(values.size());
        values.forEach(this::text);
        return this;
    }

    FormWriter numbers(List<Integer> values) {
        number(values.size());
        values.forEach(this::number);
        return this;
    }

    /// 0 stands for none.
    FormWriter instant(@Nullable Instant value) {
        return number(value == null ? 0 : millis(value));
    }

    static long millis(Instant value) {
        return value.plusNanos(999_999).toEpochMilli();
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void put(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
