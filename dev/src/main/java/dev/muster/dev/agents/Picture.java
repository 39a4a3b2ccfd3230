package dev.muster.dev.agents;

import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Draws a brand's pictures. The same words and size give the same picture.
final class Picture {
    private final BufferedImage image;
    private final Palette palette;

    private Picture(int width, int height, Palette palette) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.palette = palette;
    }

    /// @param index counted from 0; each has a motif and a composition of its own
    static Picture visual(String brand, int index, int count, int width, int height) {
        var motif = Motif.ofIndex(index);
        var picture = new Picture(width, height, Palette.of(brand));
        var g = picture.graphics();
        motif.paint(new Scene(g, width, height, picture.palette,
                Seed.random("visual", brand, Integer.toString(index))));
        picture.label(g, brand, "%02d / %02d  %s".formatted(index + 1, count, motif.title()));
        g.dispose();
        return picture;
    }

    /// A wide strip with a headline over a part of another picture.
    static Picture banner(String brand, String headline, BufferedImage ground, int width, int height) {
        var picture = new Picture(width, height, Palette.of(brand));
        var g = picture.graphics();
        var scale = Math.max(width / (double) ground.getWidth(), height / (double) ground.getHeight());
        var scaledWidth = (int) Math.ceil(ground.getWidth() * scale);
        var scaledHeight = (int) Math.ceil(ground.getHeight() * scale);
        // From the upper part of the picture: its label lies at the bottom.
        g.drawImage(ground, width - scaledWidth, -(scaledHeight - height) / 4, scaledWidth, scaledHeight,
                null);
        picture.headline(g, brand, headline);
        g.dispose();
        return picture;
    }

    void write(Path file) throws IOException {
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("no PNG writer");
        }
    }

    private Graphics2D graphics() {
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return g;
    }

    /// The brand and a caption on a plate at the lower left, readable on whatever is painted there.
    private void label(Graphics2D g, String brand, String caption) {
        var unit = Math.min(image.getWidth(), image.getHeight()) / 100.0;
        var margin = 7 * unit;
        var name = Lettering.fitting(brand, image.getWidth() * 0.6, 9 * unit);
        var small = Lettering.fitting(caption, image.getWidth() * 0.6, 2.1 * unit);
        var wide = Math.max(name.width(brand), small.width(caption)) + 10 * unit;
        var high = name.capHeight() + small.capHeight() + 15 * unit;
        var top = image.getHeight() - margin - high;
        g.setPaint(Palette.faint(palette.night(), 0.86));
        g.fill(new RoundRectangle2D.Double(margin, top, wide, high, 3 * unit, 3 * unit));
        g.setPaint(palette.paper());
        name.draw(g, brand, margin + 5 * unit, top + 5.5 * unit + name.capHeight());
        g.setPaint(palette.accent());
        g.fill(new Rectangle2D.Double(margin + 5 * unit, top + 8 * unit + name.capHeight(), 9 * unit,
                0.5 * unit));
        g.setPaint(palette.glow());
        small.draw(g, caption, margin + 5 * unit, top + high - 4.2 * unit);
    }

    private void headline(Graphics2D g, String brand, String headline) {
        var width = image.getWidth();
        var height = image.getHeight();
        g.setPaint(new LinearGradientPaint(0, 0, width, 0, new float[]{0, 0.45f, 0.9f},
                new java.awt.Color[]{palette.night(), Palette.faint(palette.night(), 0.86),
                    Palette.faint(palette.night(), 0)}));
        g.fill(new Rectangle2D.Double(0, 0, width, height));
        var left = height * 0.16;
        var small = Lettering.fitting(brand, width * 0.4, height * 0.05);
        g.setPaint(palette.accent());
        small.draw(g, brand, left, height * 0.2);
        var lettering = largest(headline, width * 0.56, height * 0.46);
        var lines = lettering.lines(headline, width * 0.56);
        g.setPaint(palette.paper());
        var baseline = height * 0.32 + lettering.capHeight();
        for (var line : lines) {
            lettering.draw(g, line, left, baseline);
            baseline += lettering.capHeight() * 1.75;
        }
        g.setPaint(palette.accent());
        g.fill(new RoundRectangle2D.Double(left - 2, height * 0.86, height * 0.42, height * 0.016, 4, 4));
    }

    private static Lettering largest(String text, double width, double high) {
        var size = high * 0.3;
        while (size > 4 && !fits(Lettering.of(size), text, width, high)) {
            size *= 0.94;
        }
        return Lettering.of(size);
    }

    private static boolean fits(Lettering lettering, String text, double width, double high) {
        var lines = lettering.lines(text, width);
        return lines.size() * lettering.capHeight() * 1.75 <= high + lettering.capHeight() * 0.75
                && lines.stream().allMatch(line -> lettering.width(line) <= width);
    }
}
