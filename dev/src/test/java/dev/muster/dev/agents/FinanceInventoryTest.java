package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.dev.agents.FinanceInventory.Counts;
import dev.muster.dev.agents.FinanceInventory.PriceOrder;
import dev.muster.dev.agents.FinanceInventory.SyncOrder;
import dev.muster.dev.agents.FinanceInventory.Synced;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FinanceInventoryTest {
    private static final String WAREHOUSE = """
            sku,name,quantity,unit_cost
            A,"Lamp ""North"", brass",10,31.505
            B,Chair,5,70.00
            C,Table,2,200
            """;
    private static final String SHOP = """
            sku,name,quantity,price
            B,Chair,5,139.00
            A,"Lamp ""North"", brass",12,59.00
            X,Tray,3,18.00
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void layOutTheData() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("stock.csv"), WAREHOUSE);
        Files.writeString(data().resolve("shop.csv"), SHOP);
        Files.createDirectories(out());
    }

    @Test
    void theShopIsBroughtInStepWithTheWarehouse() throws Exception {
        var synced = sync(FakeTask.of("w", "inventory"));

        assertThat(synced.counts()).isEqualTo(new Counts(1, 1, 1));
        assertThat(synced.differences()).isEqualTo(3);
        assertThat(synced.items()).isEqualTo(4);
        // 2 lamps fewer at 31.505, 2 tables more at 200, 3 trays gone at 18.
        assertThat(synced.valueDifference()).isEqualTo(new BigDecimal("282.99"));
        assertThat(out().resolve(synced.book())).hasContent("""
                sku,name,quantity,price
                B,Chair,5,139.00
                A,"Lamp ""North"", brass",10,59.00
                X,Tray,0,18.00
                C,Table,2,320.00
                """);
        assertThat(Files.readString(out().resolve(synced.report()))).contains("\"valueDifference\" : 282.99",
                "\"kind\" : \"RETIRED\"");
        assertThat(Files.readString(out().resolve("w/inventory/report.md")))
                .contains("| 1 | 1 | 1 | 282.99 EUR |", "| C | Table | added | 0 | 2 | 400.00 |");
    }

    @Test
    void aSecondSyncFindsNothingLeftToDo() {
        sync(FakeTask.of("w", "sync"));

        var recount = sync(FakeTask.of("w", "recount"));

        assertThat(recount.differences()).isZero();
        assertThat(recount.valueDifference()).isEqualTo(new BigDecimal("0.00"));
    }

    @Test
    void restoringBringsBackWhatWasThereBeforeEachTask() throws Exception {
        var first = FakeTask.of("w", "first");
        var firstMade = sync(first);
        var between = Files.readString(out().resolve(firstMade.book()));
        Files.writeString(data().resolve("stock.csv"), WAREHOUSE.replace("B,Chair,5", "B,Chair,50"));
        var second = FakeTask.of("w", "second");
        var secondMade = sync(second);
        assertThat(secondMade.counts()).isEqualTo(new Counts(1, 0, 0));

        agent().restore(null, secondMade, second);
        agent().restore(null, secondMade, second);
        assertThat(out().resolve(firstMade.book())).hasContent(between);

        agent().restore(null, firstMade, first);
        agent().restore(null, firstMade, first);
        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void aFurtherAttemptStillKnowsWhatWasThereAtFirst() throws Exception {
        var task = FakeTask.of("w", "sync");
        var made = sync(task);

        var again = sync(task.again());

        assertThat(again).isEqualTo(made);
        agent().restore(null, again, task.again().again());
        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void anItemIsPricedByItsCost() throws Exception {
        var task = FakeTask.of("w", "price");

        var price = agent().price(new PriceOrder("A", "stock.csv", null, new BigDecimal("1.85")), task);

        assertThat(price.price()).isEqualTo(new BigDecimal("58.28"));
        assertThat(price.inStock()).isEqualTo(10);
        assertThat(Files.readString(out().resolve(price.file()))).contains("58.28");
        agent().withdraw(null, task);
        agent().withdraw(null, task);
        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void theBundledDataIsReadWithoutAnInput() {
        var bundled = new FinanceInventory(new OutputFolder(out()), new DataFolder(null), Pace.none());

        var synced = bundled.sync(null, FakeTask.of("w", "inventory"));

        assertThat(synced.shop()).isEqualTo("shop-online.csv");
        assertThat(synced.differences()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.csv", "/etc/passwd", "a/../../b.csv", "shop.exe", ".csv", "a\\b.csv"})
    void aDataFileOutsideOfTheFolderIsRefused(String shop) {
        assertThatThrownBy(
                () -> agent().sync(new SyncOrder("stock.csv", shop, null, null), FakeTask.of("w", "t")))
                .isInstanceOfSatisfying(TaskExecutionException.class, failure -> {
                    assertThat(failure.code()).isEqualTo("invalid_input");
                    assertThat(failure.isRetryable()).isFalse();
                }).hasMessageStartingWith("shop is not allowed");
    }

    @Test
    void aDataFileThatIsNotThereIsNamed() {
        assertThatThrownBy(
                () -> agent().sync(new SyncOrder("none.csv", null, null, null), FakeTask.of("w", "t")))
                .hasMessage("warehouse names no data file: there is no none.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "A,Lamp,ten,5; shop.csv line 2: quantity is 'ten': expected a whole number of 0 or more",
        "A,Lamp,1,5 EUR; shop.csv line 2: price is '5 EUR': expected an amount such as 12.50",
        "A,Lamp,1; shop.csv line 2: expected 4 fields, was 3",
        "A,,1,5; shop.csv line 2: name is '': expected some text"})
    void aWrongLineIsNamed(String line, String message) throws Exception {
        Files.writeString(data().resolve("shop.csv"), "sku,name,quantity,price\n" + line + "\n");

        assertThatThrownBy(() -> sync(FakeTask.of("w", "t")))
                .isInstanceOfSatisfying(TaskExecutionException.class,
                        failure -> assertThat(failure.code()).isEqualTo("invalid_data"))
                .hasMessage(message);
        assertThat(Folders.contents(out())).isEmpty();
    }

    @Test
    void anItemThatStandsThereTwiceIsNamed() throws Exception {
        Files.writeString(data().resolve("shop.csv"), SHOP + "B,Chair,5,139.00\n");

        assertThatThrownBy(() -> sync(FakeTask.of("w", "t")))
                .hasMessage("shop.csv line 5: sku B stands there twice");
    }

    @Test
    void aMarkupThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> agent().price(new PriceOrder("A", "stock.csv", null, BigDecimal.ZERO),
                FakeTask.of("w", "t"))).hasMessage("markup is 0: expected more than 0 and at most 100");
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path out() {
        return home.resolve("out");
    }

    private FinanceInventory agent() {
        return new FinanceInventory(new OutputFolder(out()), new DataFolder(data()), Pace.none());
    }

    private Synced sync(FakeTask task) {
        return agent().sync(new SyncOrder("stock.csv", "shop.csv", null, null), task);
    }
}
