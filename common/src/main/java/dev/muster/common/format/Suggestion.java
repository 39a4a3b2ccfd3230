package dev.muster.common.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/// Guesses what somebody meant who wrote a word that is not known.
public final class Suggestion {
    /// Comparing a word to more than that many takes long, and says little.
    private static final int MOST_CANDIDATES = 500;

    private Suggestion() {}

    /// `, did you mean 'dependsOn'?` if one of the known words is near enough; else nothing.
    public static String of(String word, Collection<String> known) {
        return known.stream()
                .limit(MOST_CANDIDATES)
                .filter(candidate -> distance(word, candidate) <= Math.min(3, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> ", did you mean '" + candidate + "'?")
                .orElse("");
    }

    /// How many letters have to be added, dropped, changed or swapped with their neighbour (optimal string alignment),
    /// whatever their case; words of very different length are far apart without counting.
    static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        var rows = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cost(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int cost(int[][] rows, String a, String b, int i, int j) {
        var same = a.charAt(i - 1) == b.charAt(j - 1);
        var swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        return IntStream.of(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1),
                swapped ? rows[i - 2][j - 2] + 1 : Integer.MAX_VALUE)
                .min()
                .getAsInt();
    }
}
