package dev.muster.dev.agents;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A shop's stock beside the warehouse's, item by item. The warehouse counts, so its quantities win; the shop keeps
/// its prices; what the warehouse doesn't know is sold out.
/// @param after the shop's stock as it should be
record Reconciliation(Stock after, List<Difference> differences) {
    enum Kind {
        /// The shop had another quantity.
        ADJUSTED,
        /// The shop did not know the item.
        ADDED,
        /// The warehouse does not know the item.
        RETIRED
    }

    /// @param value of the units gained or lost: at cost, or at the shop's price where no cost is known
    record Difference(String sku, String name, Kind kind, int before, int after, BigDecimal value) {}

    /// @param markup what a new item's price is of its cost, such as 1.6
    static Reconciliation of(Stock warehouse, Stock shop, BigDecimal markup) {
        var after = new LinkedHashMap<String, Stock.Item>();
        var differences = new ArrayList<Difference>();
        for (var item : shop.items().values()) {
            var known = warehouse.items().get(item.sku());
            var quantity = known == null ? 0 : known.quantity();
            after.put(item.sku(), item.holding(quantity));
            if (quantity != item.quantity()) {
                differences.add(difference(item, known == null ? Kind.RETIRED : Kind.ADJUSTED, quantity,
                        known == null ? item.money() : known.money()));
            }
        }
        for (var item : warehouse.items().values()) {
            if (!shop.items().containsKey(item.sku())) {
                after.put(item.sku(), new Stock.Item(item.sku(), item.name(), item.quantity(),
                        price(item.money(), markup)));
                differences.add(difference(item.holding(0), Kind.ADDED, item.quantity(), item.money()));
            }
        }
        return new Reconciliation(new Stock(Stock.PRICE, after), List.copyOf(differences));
    }

    static BigDecimal price(BigDecimal cost, BigDecimal markup) {
        return cost.multiply(markup).setScale(2, RoundingMode.HALF_UP);
    }

    int count(Kind kind) {
        return (int) differences.stream().filter(difference -> difference.kind() == kind).count();
    }

    /// What the shop's stock gained in value, or lost if below zero.
    BigDecimal value() {
        return differences.stream().map(Difference::value).reduce(BigDecimal.ZERO.setScale(2),
                BigDecimal::add);
    }

    String markdown(String shop, String currency) {
        var text = new StringBuilder("# Reconciliation of " + shop + "\n\n");
        text.append("| adjusted | added | retired | value |\n|---:|---:|---:|---:|\n| ")
                .append(count(Kind.ADJUSTED))
                .append(" | ").append(count(Kind.ADDED)).append(" | ").append(count(Kind.RETIRED))
                .append(" | ")
                .append(value().toPlainString()).append(' ').append(currency).append(" |\n\n");
        text.append("| sku | item | what | before | after | value |\n|---|---|---|---:|---:|---:|\n");
        for (var each : differences) {
            text.append("| %s | %s | %s | %d | %d | %s |%n".formatted(cell(each.sku()), cell(each.name()),
                    each.kind().name().toLowerCase(java.util.Locale.ROOT), each.before(), each.after(),
                    each.value().toPlainString()).replace("\r\n", "\n"));
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private static Difference difference(Stock.Item item, Kind kind, int after, BigDecimal each) {
        var value = each.multiply(BigDecimal.valueOf((long) after - item.quantity())).setScale(2,
                RoundingMode.HALF_UP);
        return new Difference(item.sku(), item.name(), kind, item.quantity(), after, value);
    }
}
