package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.DeadLetterView.Excerpt;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Shows bytes of which nothing is known: as text if they are, else as they can be carried in JSON.
final class Excerpts {
    /// Bytes of a character in UTF-8 but for its first.
    private static final int CONTINUED_BITS = 0b1100_0000;
    private static final int CONTINUED = 0b1000_0000;

    private Excerpts() {}

    /// @param most bytes of it
    static @Nullable Excerpt of(byte @Nullable [] bytes, int most) {
        if (bytes == null) {
            return null;
        }
        var isWhole = bytes.length <= most;
        var text = text(Arrays.copyOf(bytes, isWhole ? bytes.length : upToCharacter(bytes, most)));
        return text == null
                ? new Excerpt(bytes.length, null,
                        Base64.getEncoder()
                                .encodeToString(Arrays.copyOf(bytes, Math.min(most, bytes.length))),
                        isWhole)
                : new Excerpt(bytes.length, text, null, isWhole);
    }

    /// A character that is cut in two would make text look like none.
    private static int upToCharacter(byte[] bytes, int most) {
        var end = most;
        while (end > 0 && end > most - 4 && (bytes[end] & CONTINUED_BITS) == CONTINUED) {
            end--;
        }
        return end;
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
