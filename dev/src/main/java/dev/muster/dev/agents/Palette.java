package dev.muster.dev.agents;

import java.awt.Color;

/// The colours of a brand, from dark to light, derived from its name alone.
///
/// Lightness and chroma are fixed in OKLCH, where equal steps look equal, so that every brand's colours go together
/// and text in `paper` on `night` or `deep` is easy to read.
record Palette(Color night, Color deep, Color main, Color accent, Color glow, Color paper) {
    private static final int[] TURNS = {38, 62, 150, 205, 300};

    static Palette of(String brand) {
        var random = Seed.random("palette", brand);
        var hue = random.nextInt(360);
        var second = hue + TURNS[random.nextInt(TURNS.length)];
        return new Palette(oklch(0.21, 0.055, hue), oklch(0.36, 0.11, hue), oklch(0.56, 0.17, hue),
                oklch(0.74, 0.16, second), oklch(0.88, 0.09, second), oklch(0.975, 0.01, second));
    }

    static String hex(Color color) {
        return "#%06x".formatted(color.getRGB() & 0xffffff);
    }

    /// @param share of the second colour, 0 to 1
    static Color mix(Color first, Color second, double share) {
        return new Color(between(first.getRed(), second.getRed(), share),
                between(first.getGreen(), second.getGreen(), share),
                between(first.getBlue(), second.getBlue(), share));
    }

    static Color faint(Color color, double opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
    }

    /// The colour at a place between night (0) and glow (1).
    Color at(double place) {
        Color[] stops = {night, deep, main, accent, glow};
        var scaled = Math.clamp(place, 0, 0.9999) * (stops.length - 1);
        var index = (int) scaled;
        return mix(stops[index], stops[index + 1], scaled - index);
    }

    private static int between(int first, int second, double share) {
        return (int) Math.round(first + (second - first) * share);
    }

    /// The nearest colour of the same lightness and hue that a screen can show.
    private static Color oklch(double lightness, double chroma, double degrees) {
        for (var tried = chroma; tried > 0; tried -= 0.004) {
            var rgb = linear(lightness, tried * Math.cos(Math.toRadians(degrees)),
                    tried * Math.sin(Math.toRadians(degrees)));
            if (shown(rgb[0]) && shown(rgb[1]) && shown(rgb[2])) {
                return new Color(gamma(rgb[0]), gamma(rgb[1]), gamma(rgb[2]));
            }
        }
        var grey = gamma(lightness * lightness * lightness);
        return new Color(grey, grey, grey);
    }

    /// Oklab to linear sRGB, by the matrices of https://bottosson.github.io/posts/oklab/.
    private static double[] linear(double lightness, double a, double b) {
        var l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new double[]{4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
    }

    private static boolean shown(double channel) {
        return channel >= -0.0001 && channel <= 1.0001;
    }

    private static int gamma(double channel) {
        var linear = Math.clamp(channel, 0, 1);
        var encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * encoded);
    }
}
