package dev.muster.dev.agents;

import dev.muster.common.wire.WireFormat;
import dev.muster.dev.agents.Reconciliation.Kind;
import dev.muster.worker.Action;
import dev.muster.worker.Agent;
import dev.muster.worker.Compensation;
import dev.muster.worker.TaskContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps a shop's stock in step with the warehouse's, and prices what is sold.
@Agent("finance_inventory")
final class FinanceInventory {
    private static final String REPORT = "report.json";
    private static final BigDecimal MARKUP = new BigDecimal("1.60");
    private static final BigDecimal HIGHEST_MARKUP = new BigDecimal("100");

    private final OutputFolder output;
    private final DataFolder data;
    private final Pace pace;
    private final Books books;

    FinanceInventory(OutputFolder output, DataFolder data, Pace pace) {
        this.output = output;
        this.data = data;
        this.pace = pace;
        this.books = new Books(output);
    }

    /// @param warehouse a data file with sku, name, quantity and unit_cost; `warehouse.csv` if null
    /// @param shop a data file with sku, name, quantity and price; `shop-online.csv` if null
    /// @param markup what the price of an item new to the shop is of its cost; 1.60 if null
    record SyncOrder(@Nullable String warehouse, @Nullable String shop, @Nullable String currency,
            @Nullable BigDecimal markup) {}

    /// @param book the shop's stock as this workflow has it, by its name from the output folder on
    /// @param differences of how many items
    /// @param valueDifference gained, or lost if below zero
    record Synced(String shop, String book, String report, int items, int differences, Counts counts,
            BigDecimal valueDifference, String currency) {}

    record Counts(int adjusted, int added, int retired) {}

    /// @param sku of an item in the warehouse
    record PriceOrder(@Nullable String sku, @Nullable String warehouse, @Nullable String currency,
            @Nullable BigDecimal markup) {}

    record Price(String sku, String name, BigDecimal price, String currency, int inStock, String file) {}

    private record Report(String shop, String currency, Counts counts, BigDecimal valueDifference,
            List<Reconciliation.Difference> differences) {}

    @Action("sync_inventory")
    Synced sync(@Nullable SyncOrder order, TaskContext task) {
        var given = order == null ? new SyncOrder(null, null, null, null) : order;
        var shop = Given.textOr("shop-online.csv", "shop", given.shop(), Given.NAME);
        var currency = Given.textOr("EUR", "currency", given.currency(), 3);
        var warehouse = warehouse(given.warehouse());
        var original = data.text("shop", shop);
        var before = books.before(task, shop);
        var reconciled = Reconciliation.of(warehouse, Stock.read(shop, before.orElse(original), Stock.PRICE),
                markup(given.markup()));
        var counts = new Counts(reconciled.count(Kind.ADJUSTED), reconciled.count(Kind.ADDED),
                reconciled.count(Kind.RETIRED));
        var synced = output.publish(task, draft -> {
            books.keep(draft, before);
            draft.write("reconciled.csv", reconciled.after().csv());
            draft.write("report.md", reconciled.markdown(shop, currency));
            draft.write(REPORT, json(new Report(shop, currency, counts, reconciled.value(),
                    reconciled.differences())));
            pace.step(task, 1, 1, "reconciled " + shop);
            return new Synced(shop, books.name(task, shop), draft.name(REPORT),
                    reconciled.after().items().size(),
                    reconciled.differences().size(), counts, reconciled.value(), currency);
        });
        books.replace(task, shop, reconciled.after().csv());
        return synced;
    }

    @Compensation("restore_inventory")
    void restore(@Nullable Map<String, Object> order, @Nullable Synced made, TaskContext task) {
        books.restore(task, Given.text("output.shop", Given.input(made).shop(), Given.NAME));
    }

    @Action("set_price")
    Price price(@Nullable PriceOrder order, TaskContext task) {
        var given = Given.input(order);
        var sku = Given.text("sku", given.sku(), Given.NAME);
        var currency = Given.textOr("EUR", "currency", given.currency(), 3);
        var item = warehouse(given.warehouse()).items().get(sku);
        if (item == null) {
            throw Given.invalid("sku names no item: the warehouse has no " + sku);
        }
        var amount = Reconciliation.price(item.money(), markup(given.markup()));
        return output.publish(task, draft -> {
            var price = new Price(sku, item.name(), amount, currency, item.quantity(),
                    draft.name("price.json"));
            draft.write("price.json", json(price));
            pace.step(task, 1, 1, "priced " + sku);
            return price;
        });
    }

    @Compensation("withdraw_price")
    void withdraw(@Nullable Map<String, Object> order, TaskContext task) {
        output.remove(task);
    }

    private Stock warehouse(@Nullable String name) {
        var file = Given.textOr("warehouse.csv", "warehouse", name, Given.NAME);
        return Stock.read(file, data.text("warehouse", file), Stock.UNIT_COST);
    }

    private static BigDecimal markup(@Nullable BigDecimal given) {
        var markup = given == null ? MARKUP : given;
        if (markup.signum() <= 0 || markup.compareTo(HIGHEST_MARKUP) > 0) {
            throw Given.invalid(
                    "markup is " + markup.toPlainString() + ": expected more than 0 and at most 100");
        }
        return markup;
    }

    private static String json(Object value) throws IOException {
        return WireFormat.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}
