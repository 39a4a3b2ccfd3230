package dev.muster.dev.agents;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DrawingTest {
    @Test
    void textOnEveryBrandsColoursIsEasyToRead() {
        for (var brand = 0; brand < 2000; brand++) {
            var palette = Palette.of("brand " + brand);

            assertThat(contrast(palette.paper(), palette.night())).as("brand %s", brand).isGreaterThan(7);
            assertThat(contrast(palette.paper(), palette.deep())).as("brand %s", brand).isGreaterThan(7);
            assertThat(contrast(palette.night(), palette.accent())).as("brand %s", brand).isGreaterThan(4.5);
            assertThat(contrast(palette.glow(), palette.night())).as("brand %s", brand).isGreaterThan(7);
        }
    }

    @Test
    void aBrandKeepsItsColours() {
        assertThat(Palette.of("Aurora")).isEqualTo(Palette.of("Aurora")).isNotEqualTo(Palette.of("Borealis"));
        assertThat(Palette.hex(new Color(1, 171, 255))).isEqualTo("#01abff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "z", "0", "9", "&", "Ä", "ç", "ø", "ß", "!", "極", "💡"})
    void everyLetterIsDrawnSomehow(String letter) {
        assertThat(ink(letter)).isGreaterThan(5);
    }

    @Test
    void aMarkIsDrawnOnItsLetter() {
        assertThat(ink("Ä")).isGreaterThan(ink("A"));
        assertThat(Lettering.of(20).width("Ä")).isEqualTo(Lettering.of(20).width("A"));
    }

    @Test
    void noLineIsWiderThanGiven() {
        var lettering = Lettering.of(10);

        var lines = lettering.lines("Be among the first to see it this year", 120);

        assertThat(lines).hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(lettering.width(line)).isLessThan(120));
        assertThat(String.join(" ", lines)).isEqualTo("Be among the first to see it this year");
    }

    private static int ink(String letter) {
        var image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setPaint(Color.WHITE);
        Lettering.of(30).draw(g, letter, 20, 55);
        g.dispose();
        var ink = 0;
        for (var pixel : image.getRGB(0, 0, 80, 80, null, 0, 80)) {
            ink += (pixel & 0xff) > 0 ? 1 : 0;
        }
        return ink;
    }

    /// As WCAG 2.2 defines it.
    private static double contrast(Color first, Color second) {
        var one = luminance(first) + 0.05;
        var other = luminance(second) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen())
                + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
