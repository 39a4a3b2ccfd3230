package dev.muster.dev.agents;

import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import dev.muster.worker.TaskContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Draws pictures in a brand's own colours.
@Agent("visual_content")
final class VisualContent {
    private static final int SMALLEST = 64;
    private static final int LARGEST = 4000;
    private static final int MOST = 60;

    private final OutputFolder output;
    private final Pace pace;

    VisualContent(OutputFolder output, Pace pace) {
        this.output = output;
        this.pace = pace;
    }

    /// @param count of pictures; 6 if null
    /// @param width 1200 if null
    /// @param height 800 if null
    record Brief(@Nullable String brand, @Nullable Integer count, @Nullable Integer width,
            @Nullable Integer height) {}

    record Visuals(String brand, List<Image> images) {}

    /// @param image the ground of the banner
    /// @param headline the image's title if null
    record BannerBrief(@Nullable String brand, @Nullable Image image, @Nullable String headline,
            @Nullable Integer width, @Nullable Integer height) {}

    @Action("batch_generate")
    Visuals generate(@Nullable Brief brief, TaskContext task) {
        var given = Given.input(brief);
        var brand = Given.text("brand", given.brand(), Given.NAME);
        var count = Given.number("count", given.count(), 6, 1, MOST);
        var width = Given.number("width", given.width(), 1200, SMALLEST, LARGEST);
        var height = Given.number("height", given.height(), 800, SMALLEST, LARGEST);
        return output.publish(task, draft -> {
            var images = new ArrayList<Image>();
            for (var index = 0; index < count; index++) {
                Pace.checkWanted(task);
                var file = Given.slug(brand) + "-" + (index + 1) + ".png";
                Picture.visual(brand, index, count, width, height).write(draft.path(file));
                var motif = Motif.ofIndex(index);
                images.add(new Image(draft.name(file), motif.title(),
                        brand + ": " + motif.description(), width, height));
                pace.step(task, index + 1, count, "drew " + file);
            }
            return new Visuals(brand, List.copyOf(images));
        });
    }

    @Action("banner")
    Image banner(@Nullable BannerBrief brief, TaskContext task) {
        var given = Given.input(brief);
        if (given.image() == null) {
            throw Given
                    .invalid("image is missing: expected a picture that another task of this workflow made");
        }
        var brand = Given.text("brand", given.brand(), Given.NAME);
        var headline = Given.textOr(given.image().titleText(), "headline", given.headline(), Given.NAME);
        var width = Given.number("width", given.width(), 1600, SMALLEST, LARGEST);
        var height = Given.number("height", given.height(), 500, SMALLEST, LARGEST);
        var ground = output.made(task, "image.file", given.image().fileName());
        return output.publish(task, draft -> {
            var file = Given.slug(brand) + "-banner.png";
            Picture.banner(brand, headline, read(ground), width, height).write(draft.path(file));
            pace.step(task, 1, 1, "drew " + file);
            return new Image(draft.name(file), headline, brand + ": " + headline, width, height);
        });
    }

    /// Undoes either action.
    @Compensation("delete_generated_content")
    void delete(@Nullable Map<String, Object> brief, TaskContext task) {
        output.remove(task);
    }

    private static BufferedImage read(Path file) throws IOException {
        var image = ImageIO.read(file.toFile());
        if (image == null) {
            throw Given.invalid("image.file is no picture: expected a PNG");
        }
        return image;
    }
}
