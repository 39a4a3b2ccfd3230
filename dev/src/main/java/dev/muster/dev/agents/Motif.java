package dev.muster.dev.agents;

import java.util.Locale;

/// The kinds of picture, in the order in which a batch goes through them.
enum Motif {
    HORIZON("layered ridges under a rising light"),
    ORBIT("discs on thin circles in the dark"),
    MOSAIC("a grid of quarter circles and dots"),
    RIBBON("flowing translucent bands"),
    FACET("a field of bright facets"),
    HALFTONE("dots that swell around a sun");

    private final String description;

    Motif(String description) {
        this.description = description;
    }

    static Motif ofIndex(int index) {
        return values()[index % values().length];
    }

    void paint(Scene scene) {
        switch (this) {
            case HORIZON -> Landscapes.horizon(scene);
            case ORBIT -> Geometry.orbit(scene);
            case MOSAIC -> Geometry.mosaic(scene);
            case RIBBON -> Landscapes.ribbon(scene);
            case FACET -> Geometry.facet(scene);
            case HALFTONE -> Geometry.halftone(scene);
        }
    }

    String description() {
        return description;
    }

    String title() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
