package dev.muster.dev.agents;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Randomness that is the same for the same words, on every machine: FNV-1a (64 bit) over the words, then
/// [Random], whose algorithm its specification fixes.
final class Seed {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Seed() {}

    static Random random(String... words) {
        var hash = OFFSET_BASIS;
        for (var b : String.join("\n", words).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return new Random(hash);
    }
}
