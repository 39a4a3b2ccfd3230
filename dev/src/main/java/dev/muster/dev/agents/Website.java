package dev.muster.dev.agents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pages of a brand's site as text. Everything they refer to lies beside them.
/// @param pictures in the order in which they are shown; the first stands at the top
record Website(String brand, String tagline, String callToAction, List<Section> sections,
        List<Picture> pictures) {
    private static final int ON_THE_FRONT = 6;
    private static final Template PAGE = Template.bundled("site/page.html");
    private static final Template INDEX = Template.bundled("site/index.html");
    private static final Template TEASER = Template.bundled("site/teaser.html");
    private static final Template GALLERY = Template.bundled("site/gallery.html");
    private static final Template FIGURE = Template.bundled("site/figure.html");
    private static final Template SECTION = Template.bundled("site/section.html");
    private static final Template STYLE = Template.bundled("site/style.css");
    private static final Template MARK = Template.bundled("site/mark.svg");
    private static final Template HERO = new Template(
            """
                    <img class="hero-picture" src="images/{{file}}" alt="{{alt}}" width="{{width}}" height="{{height}}">""");

    record Section(String title, String text) {}

    /// @param file its name in the site's `images` folder
    record Picture(String file, String title, String alt, int width, int height) {
        private Map<String, String> values() {
            return Map.of("file", file, "title", title, "alt", alt, "width", Integer.toString(width),
                    "height",
                    Integer.toString(height));
        }
    }

    /// The files of the site and what stands in each.
    Map<String, String> files() {
        var files = new HashMap<String, String>();
        files.put("index.html", page(brand, "index.html", index()));
        files.put("style.css", STYLE.plain(words()));
        files.put("mark.svg", MARK.html(words()));
        if (!pictures.isEmpty()) {
            files.put("gallery.html", page("Gallery – " + brand, "gallery.html",
                    GALLERY.html(with(words(), Map.of("figures", figures(pictures))))));
        }
        return files;
    }

    private String index() {
        var cards = new StringBuilder();
        for (var section : sections) {
            cards.append(SECTION.html(Map.of("title", section.title(), "text", section.text())));
        }
        var shown = pictures.subList(0, Math.min(ON_THE_FRONT, pictures.size()));
        return INDEX.html(with(words(), Map.of("sections", cards.toString(), "heroPicture",
                pictures.isEmpty() ? "" : HERO.html(pictures.getFirst().values()), "galleryButton",
                pictures.isEmpty()
                        ? ""
                        : "<a class=\"button quiet\" href=\"gallery.html\">View the gallery</a>",
                "gallery", pictures.isEmpty() ? "" : TEASER.html(Map.of("figures", figures(shown))))));
    }

    private String page(String title, String file, String main) {
        var links = link("index.html", "Home", file)
                + (pictures.isEmpty() ? "" : link("gallery.html", "Gallery", file));
        return PAGE.html(with(words(), Map.of("title", title, "links", links, "main", main)));
    }

    private static String link(String target, String text, String current) {
        return "<li><a href=\"" + target + "\"" + (target.equals(current) ? " aria-current=\"page\"" : "")
                + ">"
                + text + "</a></li>";
    }

    private static String figures(List<Picture> pictures) {
        var figures = new StringBuilder();
        for (var picture : pictures) {
            figures.append(FIGURE.html(picture.values()));
        }
        return figures.toString();
    }

    private Map<String, String> words() {
        var palette = Palette.of(brand);
        return Map.of("brand", brand, "tagline", tagline, "callToAction", callToAction, "night",
                Palette.hex(palette.night()), "deep", Palette.hex(palette.deep()), "main",
                Palette.hex(palette.main()),
                "accent", Palette.hex(palette.accent()), "glow", Palette.hex(palette.glow()), "paper",
                Palette.hex(palette.paper()));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
