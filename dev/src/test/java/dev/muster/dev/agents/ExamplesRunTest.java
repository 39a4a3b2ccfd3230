package dev.muster.dev.agents;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.common.format.DefinitionReader;
import dev.muster.common.wire.WireFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the examples come to when their expressions are evaluated and their tasks are run by the sample agents.
class ExamplesRunTest {
    private static final Path EXAMPLES = Path.of("../examples");

    @TempDir
    private Path out;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "brand-launch | {'brand':'Aurora'} | 5",
        "product-launch | {'product':'Lamp North','sku':'LMP-001'} | 7",
        "product-launch | {'product':'../../x','sku':'LMP-001','start':'2026-12-01'} | 7",
        "marketing-campaign | {'brand':'Aurora','start':'2026-12-01'} | 5",
        "content-generation | {'topic':'Bread','audience':'bakers','sections':5} | 5",
        "content-generation | {'topic':'Bread'} | 5",
        "inventory-sync | {'shops':['shop-online.csv','shop-berlin.csv','shop-lisbon.csv']} | 3",
        "inventory-sync | {'shops':[]} | 2",
        "website-build | {'brand':'Aurora','tagline':'Light for all.','topics':['Light','Warmth']} | 4"})
    void anExampleRunsAndUndoingItLeavesNothing(String name, String input, int completed) throws Exception {
        var run = run(name, input.replace('\'', '"'));

        run.run();
        assertThat(run.completed()).hasSize(completed);
        assertThat(Folders.contents(out)).hasSizeGreaterThan(2);

        run.undo();
        assertThat(Folders.contents(out)).isEmpty();
        run.undo();
        assertThat(Folders.contents(out)).isEmpty();
    }

    @Test
    void theFailingLaunchDoesEverythingButItsCampaign() throws Exception {
        var run = run("brand-launch-failing", "{\"brand\":\"Aurora\"}");

        assertThatThrownBy(run::run).isInstanceOfSatisfying(TaskExecutionException.class,
                failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessage("the mail provider refuses the campaign");

        assertThat(run.completed()).extracting(TaskId::value).containsExactlyInAnyOrder("visuals",
                "inventory",
                "website", "banners");
        run.undo();
        assertThat(Folders.contents(out)).isEmpty();
    }

    @Test
    void theBrandLaunchDrawsABannerOfEachPicture() throws Exception {
        var run = run("brand-launch", "{\"brand\":\"Aurora\"}");

        run.run();

        assertThat(WireFormat.MAPPER.readTree(run.output("banners").text()).size()).isEqualTo(6);
        assertThat(Files.readString(out.resolve("run-1/marketing/sms.txt")))
                .contains("run-1/website/index.html");
    }

    @Test
    void aProductThatIsSoldOutGetsNoPageAndNoCampaign() throws Exception {
        var data = Files.createDirectories(out.resolveSibling(out.getFileName() + "-data"));
        Files.writeString(data.resolve("warehouse.csv"), "sku,name,quantity,unit_cost\nNEW-1,New,0,5.00\n");
        var run = new ByHand("run-1", new DefinitionReader().read(Files.readString(
                EXAMPLES.resolve("product-launch.yaml"))),
                "{\"product\":\"New\",\"sku\":\"NEW-1\",\"start\":\"2026-12-01\"}",
                SampleAgents.in(out, data, Duration.ZERO));

        run.run();

        assertThat(run.completed()).extracting(TaskId::value).containsExactlyInAnyOrder("stock", "price",
                "copy", "visuals", "press");
    }

    private ByHand run(String name, String input) throws Exception {
        var definition = new DefinitionReader().read(Files.readString(EXAMPLES.resolve(name + ".yaml")));
        assertThat(definition.inputFaults(new Json(input))).isEmpty();
        return new ByHand("run-1", definition, input, SampleAgents.in(out));
    }
}
