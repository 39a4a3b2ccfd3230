package dev.muster.dev.agents;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Motifs made of curves.
final class Landscapes {
    private static final int RIDGES = 6;
    private static final int RIBBONS = 15;

    private Landscapes() {}

    static void horizon(Scene scene) {
        var colors = scene.palette();
        scene.g()
                .setPaint(new LinearGradientPaint(0, 0, 0, scene.height() * 0.8f,
                        new float[]{0, 0.4f, 0.75f, 1},
                        new Color[]{colors.night(), colors.deep(), colors.main(), colors.accent()}));
        scene.g().fill(new Rectangle2D.Double(0, 0, scene.width(), scene.height()));
        for (var star = 0; star < 90; star++) {
            scene.disc(Palette.faint(colors.paper(), scene.between(0.15, 0.8)),
                    scene.between(0, scene.width()),
                    scene.between(0, scene.height() * 0.45), scene.unit() * scene.between(0.08, 0.28));
        }
        var x = scene.width() * scene.between(0.58, 0.76);
        var y = scene.height() * 0.5;
        scene.glow(colors.glow(), 0.75, x, y, scene.height() * 0.6);
        scene.disc(colors.paper(), x, y, scene.height() * 0.13);
        for (var ridge = 0; ridge < RIDGES; ridge++) {
            ridge(scene, ridge / (RIDGES - 1.0));
        }
    }

    /// @param nearness 0 for the farthest, 1 for the nearest
    private static void ridge(Scene scene, double nearness) {
        var base = scene.height() * (0.56 + 0.34 * nearness);
        var swing = scene.height() * (0.05 + 0.035 * nearness);
        var phase = scene.between(0, 2 * Math.PI);
        var waves = scene.between(1.4, 2.6);
        var path = new Path2D.Double();
        path.moveTo(0, scene.height());
        for (var step = 0; step <= 160; step++) {
            var along = step / 160.0;
            var rise = Math.sin(along * waves * 2 * Math.PI + phase)
                    + 0.45 * Math.sin(along * waves * 5.3 * Math.PI + 2 * phase)
                    + 0.16 * Math.sin(along * waves * 13 * Math.PI + 3 * phase);
            path.lineTo(along * scene.width(), base - swing * rise);
        }
        path.lineTo(scene.width(), scene.height());
        path.closePath();
        var color = Palette.mix(Palette.mix(scene.palette().accent(), scene.palette().main(), 0.55),
                scene.palette().night(), Math.sqrt(nearness));
        scene.g().setPaint(new GradientPaint(0, (float) (base - 2 * swing), color, 0, scene.height(),
                Palette.mix(color, scene.palette().night(), 0.55)));
        scene.g().fill(path);
    }

    static void ribbon(Scene scene) {
        var colors = scene.palette();
        scene.cover(colors.deep(), colors.night());
        scene.glow(colors.main(), 0.55, scene.width() * 0.75, scene.height() * 0.3, scene.height() * 0.9);
        var start = scene.height() * scene.between(0.25, 0.45);
        var end = scene.height() * scene.between(0.3, 0.6);
        var lift = scene.height() * scene.between(0.45, 0.65);
        for (var band = 0; band < RIBBONS; band++) {
            var share = band / (RIBBONS - 1.0);
            var drift = (share - 0.5) * scene.height() * 0.75;
            scene.g().setPaint(new GradientPaint(0, 0,
                    Palette.faint(colors.at(0.35 + 0.3 * share), 0.16), scene.width(), 0,
                    Palette.faint(colors.at(0.55 + 0.45 * share), 0.62)));
            scene.g().fill(band(scene, start + drift * 0.35, end + drift, lift * (0.4 + share),
                    scene.unit() * scene.between(2.5, 7)));
        }
    }

    private static Path2D band(Scene scene, double start, double end, double lift, double thick) {
        var width = scene.width();
        var path = new Path2D.Double();
        path.moveTo(-10, start);
        path.curveTo(width * 0.34, start + lift, width * 0.52, end - lift, width + 10.0, end);
        path.lineTo(width + 10.0, end + thick * 2.2);
        path.curveTo(width * 0.55, end - lift + thick * 3, width * 0.36, start + lift + thick * 1.5, -10,
                start + thick * 0.6);
        path.closePath();
        return path;
    }
}
