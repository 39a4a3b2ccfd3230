package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.dev.agents.VisualContent.BannerBrief;
import dev.muster.dev.agents.VisualContent.Brief;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VisualContentTest {
    @TempDir
    private Path out;

    @Test
    void aBatchIsDrawnAsPicturesOfTheSizeAskedFor() throws Exception {
        var task = FakeTask.of("w", "visuals");

        var made = agent().generate(brief("Aurora", 7), task);

        assertThat(made.images()).hasSize(7).allSatisfy(image -> {
            var drawn = read(image);
            assertThat(drawn.getWidth()).isEqualTo(300);
            assertThat(drawn.getHeight()).isEqualTo(200);
            assertThat(colors(drawn)).as("colours of %s", image.file()).isGreaterThan(30);
            assertThat(image.alt()).startsWith("Aurora: ");
        });
        assertThat(made.images().getFirst().file()).isEqualTo("w/visuals/aurora-1.png");
        assertThat(task.percentages()).isSorted().endsWith(100);
    }

    @Test
    void theSameInputDrawsTheSamePictures() throws Exception {
        agent().generate(brief("Aurora", 6), FakeTask.of("w", "visuals"));
        var first = Folders.contents(out);

        agent().generate(brief("Aurora", 6), FakeTask.of("w", "visuals").again());

        assertThat(Folders.contents(out)).isEqualTo(first);
    }

    @Test
    void thePicturesOfABatchDifferAndSoDoBrands() throws Exception {
        agent().generate(brief("Aurora", 6), FakeTask.of("w", "a"));
        agent().generate(brief("Borealis", 6), FakeTask.of("w", "b"));

        var pictures = Folders.contents(out);
        pictures.keySet().removeIf(name -> !name.endsWith(".png"));
        assertThat(pictures.values()).hasSize(12).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "..", "/etc/passwd", "a/b", "C:\\x", "極光", "Ærø & Çelik", "<script>",
        "💡"})
    void anyBrandIsDrawnInsideOfTheTasksFolder(String brand) throws Exception {
        var made = agent().generate(brief(brand, 1), FakeTask.of("w", "visuals"));

        assertThat(made.images().getFirst().file()).matches("w/visuals/[a-z0-9-]+-1\\.png");
        assertThat(Folders.contents(out)).hasSize(3);
    }

    @Test
    void aBannerIsDrawnFromAnotherTasksPicture() throws Exception {
        var ground = agent().generate(brief("Aurora", 1), FakeTask.of("w", "visuals")).images().getFirst();

        var banner = agent().banner(new BannerBrief("Aurora", ground, "Here at last", 640, 200),
                FakeTask.of("w", "banners[0]"));

        assertThat(banner.file()).isEqualTo("w/banners/0/aurora-banner.png");
        assertThat(read(banner).getWidth()).isEqualTo(640);
        assertThat(colors(read(banner))).isGreaterThan(100);
    }

    @Test
    void deletingTakesExactlyWhatTheTaskMade() throws Exception {
        var agent = agent();
        var visuals = FakeTask.of("w", "visuals");
        var ground = agent.generate(brief("Aurora", 3), visuals).images().getFirst();
        var before = Folders.contents(out);
        var banner = FakeTask.of("w", "banners[0]");
        agent.banner(new BannerBrief("Aurora", ground, null, null, null), banner);

        agent.delete(null, banner);
        assertThat(Folders.contents(out)).isEqualTo(before);

        agent.delete(null, visuals);
        agent.delete(null, visuals);
        assertThat(Folders.contents(out)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "-, 1, 300, brand is missing: expected 1 to 80 characters",
        "'  ', 1, 300, brand is missing: expected 1 to 80 characters",
        "Aurora, 0, 300, count is 0: expected 1 to 60",
        "Aurora, 61, 300, count is 61: expected 1 to 60",
        "Aurora, 1, 63, width is 63: expected 64 to 4000",
        "Aurora, 1, 100000, width is 100000: expected 64 to 4000"})
    void aBriefThatCantBeDrawnIsRefused(@Nullable String brand, int count, int width, String message) {
        assertThatThrownBy(() -> agent().generate(new Brief(brand, count, width, 200), FakeTask.of("w", "t")))
                .isInstanceOfSatisfying(TaskExecutionException.class, failure -> {
                    assertThat(failure.code()).isEqualTo("invalid_input");
                    assertThat(failure.isRetryable()).isFalse();
                }).hasMessage(message);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aBannerFromAFileThatIsNoPictureIsRefused() {
        new OutputFolder(out).publish(FakeTask.of("w", "a"), draft -> draft.write("a.png", "no picture"));
        var image = new Image("w/a/a.png", null, null, 1, 1);

        assertThatThrownBy(() -> agent().banner(new BannerBrief("Aurora", image, "x", null, null),
                FakeTask.of("w", "b"))).hasMessage("image.file is no picture: expected a PNG");
    }

    private VisualContent agent() {
        return new VisualContent(new OutputFolder(out), Pace.none());
    }

    private static Brief brief(String brand, int count) {
        return new Brief(brand, count, 300, 200);
    }

    private BufferedImage read(Image image) throws Exception {
        try (var stream = Files.newInputStream(out.resolve(image.fileName()))) {
            return ImageIO.read(stream);
        }
    }

    private static int colors(BufferedImage image) {
        var colors = new HashSet<Integer>();
        for (var pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            colors.add(pixel);
        }
        return colors.size();
    }
}
