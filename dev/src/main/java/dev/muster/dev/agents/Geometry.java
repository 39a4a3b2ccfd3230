package dev.muster.dev.agents;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Motifs made of circles, squares and triangles.
final class Geometry {
    private Geometry() {}

    static void orbit(Scene scene) {
        var colors = scene.palette();
        scene.cover(colors.deep(), colors.night());
        var x = scene.width() * 0.66;
        var y = scene.height() * 0.5;
        scene.glow(colors.main(), 0.8, x, y, scene.height() * 0.75);
        scene.g().setStroke(new BasicStroke((float) (scene.unit() * 0.22)));
        for (var ring = 1; ring <= 7; ring++) {
            var radius = scene.height() * 0.105 * ring;
            scene.g().setPaint(Palette.faint(colors.glow(), 0.55 - 0.06 * ring));
            scene.g().draw(Scene.circle(x, y, radius));
            var angle = scene.between(0, 2 * Math.PI);
            planet(scene, x + radius * Math.cos(angle), y + radius * Math.sin(angle),
                    scene.unit() * scene.between(1.2, 3.8), ring);
        }
        planet(scene, x, y, scene.height() * 0.085, 1);
    }

    private static void planet(Scene scene, double x, double y, double radius, int ring) {
        var bright = ring % 3 == 0
                ? scene.palette().paper()
                : ring % 2 == 0 ? scene.palette().accent() : scene.palette().glow();
        scene.glow(bright, 0.35, x, y, radius * 2.4);
        scene.g().setPaint(new GradientPaint((float) (x - radius), (float) (y - radius), bright,
                (float) (x + radius), (float) (y + radius),
                Palette.mix(bright, scene.palette().main(), 0.7)));
        scene.g().fill(Scene.circle(x, y, radius));
    }

    static void mosaic(Scene scene) {
        var colors = scene.palette();
        Color[] grounds = {colors.deep(), colors.main(), colors.accent(), colors.glow(), colors.paper(),
            colors.night()};
        var cell = Math.max(8, scene.height() / 4.0);
        for (var top = 0.0; top < scene.height(); top += cell) {
            for (var left = 0.0; left < scene.width(); left += cell) {
                var ground = scene.random().nextInt(grounds.length);
                var figure = (ground + 1 + scene.random().nextInt(grounds.length - 1)) % grounds.length;
                scene.fill(grounds[ground], new Rectangle2D.Double(left, top, cell + 1, cell + 1));
                tile(scene, grounds[figure], left, top, cell);
            }
        }
    }

    private static void tile(Scene scene, Color color, double left, double top, double cell) {
        var turn = 90 * scene.random().nextInt(4);
        switch (scene.random().nextInt(4)) {
            case 0 -> scene.disc(color, left + cell / 2, top + cell / 2, cell * 0.32);
            case 1 -> scene.fill(color, new Arc2D.Double(left, top, cell, cell, turn, 180, Arc2D.PIE));
            case 2 -> {
                quarter(scene, color, left, top, cell, turn, 1);
                quarter(scene, scene.palette().paper(), left, top, cell, turn, 0.45);
            }
            default -> quarter(scene, color, left, top, cell, turn, 1);
        }
    }

    private static void quarter(Scene scene, Color color, double left, double top, double cell, int turn,
            double share) {
        var x = turn == 90 || turn == 180 ? left + cell : left;
        var y = turn < 180 ? top + cell : top;
        var radius = cell * share;
        scene.fill(color,
                new Arc2D.Double(x - radius, y - radius, 2 * radius, 2 * radius, turn, 90, Arc2D.PIE));
    }

    static void facet(Scene scene) {
        var columns = 11;
        var rows = Math.max(2, (int) Math.round(columns * 0.9 * scene.height() / scene.width()));
        var points = new double[rows + 1][columns + 1][];
        for (var row = 0; row <= rows; row++) {
            for (var column = 0; column <= columns; column++) {
                points[row][column] = new double[]{
                    (column + (column % columns == 0 ? 0 : scene.between(-0.36, 0.36))) * scene.width()
                            / columns,
                    (row + (row % rows == 0 ? 0 : scene.between(-0.36, 0.36))) * scene.height() / rows};
            }
        }
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                triangle(scene, points[row][column], points[row][column + 1], points[row + 1][column]);
                triangle(scene, points[row][column + 1], points[row + 1][column + 1],
                        points[row + 1][column]);
            }
        }
    }

    private static void triangle(Scene scene, double[]... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0][0], corners[0][1]);
        path.lineTo(corners[1][0], corners[1][1]);
        path.lineTo(corners[2][0], corners[2][1]);
        path.closePath();
        var across = corners[0][0] / scene.width();
        var down = corners[2][1] / scene.height();
        scene.fill(scene.palette().at(0.3 + 0.48 * across - 0.25 * down + 0.22 + scene.between(-0.07, 0.07)),
                path);
        // The same colour along the edges closes the hairlines that anti-aliasing leaves between neighbours.
        scene.g().setStroke(new BasicStroke(1));
        scene.g().draw(path);
    }

    static void halftone(Scene scene) {
        var colors = scene.palette();
        scene.cover(colors.paper(), Palette.mix(colors.glow(), colors.paper(), 0.45));
        var x = scene.width() * 0.66;
        var y = scene.height() * scene.between(0.4, 0.56);
        var sun = scene.height() * 0.3;
        var pitch = scene.unit() * 3.2;
        for (var row = 0; row * pitch < scene.height() + pitch; row++) {
            for (var column = 0; column * pitch < scene.width() + pitch; column++) {
                var dotX = (column + (row % 2) / 2.0) * pitch;
                var dotY = row * pitch;
                var far = Math.abs(Math.hypot(dotX - x, dotY - y) - sun * 1.12) / scene.height();
                var radius = pitch * 0.62 * Math.exp(-3.4 * far);
                scene.disc(Palette.mix(colors.main(), colors.accent(), Math.clamp(far * 1.9, 0, 1)), dotX,
                        dotY, radius);
            }
        }
        scene.g().setPaint(new GradientPaint((float) (x - sun), (float) (y - sun), colors.accent(),
                (float) (x + sun), (float) (y + sun), colors.deep()));
        scene.g().fill(Scene.circle(x, y, sun));
    }
}
