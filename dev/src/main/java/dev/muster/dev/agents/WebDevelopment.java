package dev.muster.dev.agents;

import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import dev.muster.worker.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds static sites that need nothing but the folder they lie in.
@Agent("web_development")
final class WebDevelopment {
    private static final int MOST_IMAGES = 200;
    private static final int MOST_SECTIONS = 24;

    private final OutputFolder output;
    private final Pace pace;

    WebDevelopment(OutputFolder output, Pace pace) {
        this.output = output;
        this.pace = pace;
    }

    /// @param images made by other tasks of the workflow; copied into the site
    /// @param sections what speaks for the brand; a few general ones if null or empty
    record BuildOrder(@Nullable String brand, @Nullable String tagline, @Nullable String callToAction,
            @Nullable List<Image> images, @Nullable List<SectionText> sections) {}

    record SectionText(@Nullable String title, @Nullable String text) {}

    /// @param index the front page, by its name from the output folder on
    record Site(String brand, String folder, String index, List<String> pages, int images) {}

    @Action("build_website")
    Site build(@Nullable BuildOrder order, TaskContext task) {
        var given = Given.input(order);
        var brand = Given.text("brand", given.brand(), Given.NAME);
        var tagline = Given.textOr("A new name to remember.", "tagline", given.tagline(), Given.SENTENCE);
        var call = Given.textOr("Discover " + brand, "callToAction", given.callToAction(), Given.NAME);
        var sections = sections(brand, Given.list("sections", given.sections(), MOST_SECTIONS));
        var images = Given.list("images", given.images(), MOST_IMAGES);
        return output.publish(task, draft -> {
            var pictures = copied(images, draft, task);
            var files = new Website(brand, tagline, call, sections, pictures).files();
            for (var file : files.entrySet()) {
                draft.write(file.getKey(), file.getValue());
            }
            pace.step(task, 1, 1, "wrote " + files.size() + " files");
            var pages = files.keySet().stream().filter(file -> file.endsWith(".html")).sorted()
                    .map(draft::name)
                    .toList();
            return new Site(brand, draft.name(), draft.name("index.html"), pages, pictures.size());
        });
    }

    @Compensation("remove_website")
    void remove(@Nullable Map<String, Object> order, TaskContext task) {
        output.remove(task);
    }

    private List<Website.Picture> copied(List<Image> images, Draft draft, TaskContext task)
            throws IOException {
        var pictures = new ArrayList<Website.Picture>();
        for (var image : images) {
            var source = output.made(task, "image.file", image.fileName());
            // Numbered, because two tasks may have made pictures of one name.
            var file = "%02d-%s".formatted(pictures.size() + 1, source.getFileName());
            Files.copy(source, draft.path("images/" + file));
            pictures.add(new Website.Picture(file, image.titleText(), image.altText(), image.width(),
                    image.height()));
            pace.step(task, pictures.size(), images.size() + 1, "placed " + file);
        }
        return pictures;
    }

    private static List<Website.Section> sections(String brand, List<SectionText> given) {
        if (given.isEmpty()) {
            return List.of(
                    new Website.Section("Made to last",
                            "Every part of " + brand + " is chosen to be kept, not replaced."),
                    new Website.Section("Clear by design",
                            brand + " does what it says, and says what it does."),
                    new Website.Section("Close at hand", "People answer, and " + brand + " listens."));
        }
        return given.stream()
                .map(section -> new Website.Section(Given.text("section.title", section.title(), Given.NAME),
                        Given.text("section.text", section.text(), 4 * Given.SENTENCE)))
                .toList();
    }
}
