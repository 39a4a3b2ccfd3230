package dev.muster.dev.agents;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/// What a motif paints on, and with.
record Scene(Graphics2D g, int width, int height, Palette palette, Random random) {
    /// A unit that keeps the look at every size.
    double unit() {
        return Math.min(width, height) / 100.0;
    }

    double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    void fill(Color color, Shape shape) {
        g.setPaint(color);
        g.fill(shape);
    }

    /// Covers the whole picture from one corner to the other.
    void cover(Color topLeft, Color bottomRight) {
        g.setPaint(new GradientPaint(0, 0, topLeft, width, height, bottomRight));
        g.fill(new Rectangle2D.Double(0, 0, width, height));
    }

    void disc(Color color, double x, double y, double radius) {
        fill(color, circle(x, y, radius));
    }

    /// A light that fades out towards its edge.
    void glow(Color color, double opacity, double x, double y, double radius) {
        g.setPaint(new RadialGradientPaint(new Point2D.Double(x, y), (float) radius, new float[]{0, 1},
                new Color[]{Palette.faint(color, opacity), Palette.faint(color, 0)}));
        g.fill(circle(x, y, radius));
    }

    static Ellipse2D circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
}
