package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.dev.agents.WebDevelopment.BuildOrder;
import dev.muster.dev.agents.WebDevelopment.SectionText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebDevelopmentTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");

    @TempDir
    private Path out;

    @Test
    void everythingThatTheSiteRefersToLiesInIt() throws Exception {
        var site = build("Aurora", pictures("w"), FakeTask.of("w", "website"));

        assertThat(site.index()).isEqualTo("w/website/index.html");
        assertThat(site.pages()).containsExactly("w/website/gallery.html", "w/website/index.html");
        assertThat(site.images()).isEqualTo(3);
        for (var page : site.pages()) {
            var links = LINK.matcher(read(page)).results().map(link -> link.group(1)).toList();
            assertThat(links).isNotEmpty().allSatisfy(
                    link -> assertThat(out.resolve(site.folder()).resolve(link)).isRegularFile());
        }
    }

    @Test
    void theSameOrderBuildsTheSameSite() throws Exception {
        var pictures = pictures("w");
        build("Aurora", pictures, FakeTask.of("w", "website"));
        var first = Folders.contents(out);

        build("Aurora", pictures, FakeTask.of("w", "website").again());

        assertThat(Folders.contents(out)).isEqualTo(first);
    }

    @Test
    void aSiteWithoutPicturesHasNoGallery() throws Exception {
        var site = build("Aurora", List.of(), FakeTask.of("w", "website"));

        assertThat(site.pages()).containsExactly("w/website/index.html");
        assertThat(read(site.index())).doesNotContain("gallery.html").contains("Why Aurora");
    }

    @Test
    void wordsThatLookLikeMarkupAreShownAsTheyAre() throws Exception {
        var order = new BuildOrder("<script>alert(1)</script>", "\"><img src=x>", null, null,
                List.of(new SectionText("A & B", "{{brand}} </p>")));

        var site = agent().build(order, FakeTask.of("w", "website"));

        assertThat(read(site.index())).contains("&lt;script&gt;alert(1)&lt;/script&gt;").contains("A &amp; B")
                .contains("{{brand}} &lt;/p&gt;").doesNotContain("<script").doesNotContain("<img src=x>");
    }

    @Test
    void aBrandCantLeadOutOfTheFolder() throws Exception {
        build("../../../escape", List.of(), FakeTask.of("w", "website"));

        assertThat(Folders.contents(out)).containsOnlyKeys("w/", "w/website/", "w/website/index.html",
                "w/website/mark.svg", "w/website/style.css");
    }

    @Test
    void anImageOfAnotherWorkflowIsRefused() {
        var foreign = pictures("other");

        assertThatThrownBy(() -> build("Aurora", foreign, FakeTask.of("w", "website")))
                .isInstanceOfSatisfying(TaskExecutionException.class,
                        failure -> assertThat(failure.isRetryable()).isFalse())
                .hasMessageStartingWith("image.file names no file of this workflow");
        assertThat(out.resolve("w")).doesNotExist();
    }

    @Test
    void aListThatHoldsNullIsRefused() {
        assertThatThrownBy(
                () -> build("Aurora", Collections.singletonList(null), FakeTask.of("w", "website")))
                .hasMessage("images has 1 items: expected at most 200, none of them null");
    }

    @Test
    void removingTwiceLeavesThePicturesAlone() throws Exception {
        var pictures = pictures("w");
        var before = Folders.contents(out);
        var task = FakeTask.of("w", "website");
        build("Aurora", pictures, task);

        agent().remove(null, task);
        agent().remove(null, task);

        assertThat(Folders.contents(out)).isEqualTo(before);
    }

    private WebDevelopment agent() {
        return new WebDevelopment(new OutputFolder(out), Pace.none());
    }

    private WebDevelopment.Site build(String brand, List<Image> images, FakeTask task) {
        return agent().build(new BuildOrder(brand, null, null, images, null), task);
    }

    private List<Image> pictures(String workflow) {
        return new VisualContent(new OutputFolder(out), Pace.none())
                .generate(new VisualContent.Brief("Aurora", 3, 120, 80), FakeTask.of(workflow, "visuals"))
                .images();
    }

    private String read(String name) throws Exception {
        return Files.readString(out.resolve(name));
    }
}
