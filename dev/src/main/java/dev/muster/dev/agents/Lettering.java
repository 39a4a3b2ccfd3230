package dev.muster.dev.agents;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;

/// Draws capitals, digits and signs as strokes. With letters of its own a picture is the same on every machine, and
/// needs no fonts, which a bare server has none of. What has no glyph is drawn as a lozenge.
/// @param capHeight in pixels
/// @param weight of the stroke, as a share of the cap height
/// @param tracking between letters, as a share of the cap height
record Lettering(double capHeight, double weight, double tracking) {
    private static final double UNIT = 100;
    private static final double SPACE = 46;
    private static final char UNKNOWN = '\u25ca';
    private static final Map<Character, Glyph> GLYPHS = glyphs();

    static Lettering of(double capHeight) {
        return new Lettering(capHeight, 0.16, 0.3);
    }

    /// The largest lettering of this shape that sets the text in a width.
    static Lettering fitting(String text, double width, double tallest) {
        var atOne = of(1).width(text);
        return of(Math.min(tallest, width / Math.max(atOne, 0.01)));
    }

    double width(String text) {
        var wide = 0.0;
        for (var letter : letters(text)) {
            wide += (letter.advance() / UNIT + tracking) * capHeight;
        }
        return Math.max(0, wide - tracking * capHeight);
    }

    /// @param y of the baseline
    void draw(Graphics2D g, String text, double x, double y) {
        var before = g.getStroke();
        g.setStroke(
                new BasicStroke((float) (weight * capHeight), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var at = x;
        for (var letter : letters(text)) {
            var place = AffineTransform.getTranslateInstance(at, y - capHeight);
            place.scale(capHeight / UNIT, capHeight / UNIT);
            g.draw(place.createTransformedShape(letter.shape()));
            at += (letter.advance() / UNIT + tracking) * capHeight;
        }
        g.setStroke(before);
    }

    /// The text in lines, none wider than given unless a single word is.
    List<String> lines(String text, double width) {
        var lines = new ArrayList<String>();
        var line = "";
        for (var word : text.strip().split("\\s+", -1)) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer) > width) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    private static List<Glyph> letters(String text) {
        var letters = new ArrayList<Glyph>();
        var decomposed = Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFD);
        decomposed.codePoints().forEach(point -> {
            if (Character.getType(point) == Character.NON_SPACING_MARK) {
                addMark(letters, (char) point);
            } else {
                letters.add(glyph(point));
            }
        });
        return letters;
    }

    private static void addMark(List<Glyph> letters, char mark) {
        var glyph = GLYPHS.get(mark);
        if (glyph != null && !letters.isEmpty()) {
            var base = letters.removeLast();
            var both = new Path2D.Double(base.shape());
            both.append(AffineTransform.getTranslateInstance(base.advance() / 2, 0)
                    .createTransformedShape(glyph.shape()), false);
            letters.add(new Glyph(base.advance(), both));
        }
    }

    private static Glyph glyph(int point) {
        var known = Character.isBmpCodePoint(point) ? GLYPHS.get((char) point) : null;
        return known != null ? known : GLYPHS.getOrDefault(UNKNOWN, new Glyph(0, new Path2D.Double()));
    }

    private static Map<Character, Glyph> glyphs() {
        var glyphs = new HashMap<Character, Glyph>();
        glyphs.put(' ', new Glyph(SPACE, new Path2D.Double()));
        Template.bundled("lettering.txt").text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("//"))
                .forEach(line -> {
                    try (var words = new Scanner(line).useLocale(Locale.ROOT)) {
                        var name = words.next();
                        var letter = name.length() == 1 ? name.charAt(0) : (char) Integer.parseInt(name, 16);
                        glyphs.put(letter, new Glyph(words.nextInt(), path(words)));
                    }
                });
        return Map.copyOf(glyphs);
    }

    private static Path2D path(Scanner words) {
        var path = new Path2D.Double();
        while (words.hasNext()) {
            var command = words.next();
            switch (command) {
                case "M" -> path.moveTo(words.nextInt(), words.nextInt());
                case "L" -> path.lineTo(words.nextInt(), words.nextInt());
                case "C" -> path.curveTo(words.nextInt(), words.nextInt(), words.nextInt(), words.nextInt(),
                        words.nextInt(), words.nextInt());
                case "Z" -> path.closePath();
                default -> throw new IllegalArgumentException("lettering has no command " + command);
            }
        }
        return path;
    }

    private record Glyph(double advance, Path2D shape) {}
}
