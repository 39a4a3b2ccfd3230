package dev.muster.dev.agents;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// What lies where, by stock-keeping unit, in the order of the file.
/// @param moneyColumn what the money of an item is: its `unit_cost` in a warehouse, its `price` in a shop
record Stock(String moneyColumn, SequencedMap<String, Item> items) {
    static final String UNIT_COST = "unit_cost";
    static final String PRICE = "price";
    private static final Pattern QUANTITY = Pattern.compile("\\d{1,9}");
    private static final Pattern MONEY = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");

    record Item(String sku, String name, int quantity, BigDecimal money) {
        Item holding(int other) {
            return new Item(sku, name, other, money);
        }
    }

    /// @throws dev.muster.common.error.TaskExecutionException naming the line and what is wrong with it
    static Stock read(String name, String text, String moneyColumn) {
        var items = new LinkedHashMap<String, Item>();
        for (var row : Csv.read(name, text, List.of("sku", "name", "quantity", moneyColumn)).rows()) {
            var item = new Item(field(name, row, "sku"), field(name, row, "name"),
                    Integer.parseInt(
                            matching(name, row, "quantity", QUANTITY, "a whole number of 0 or more")),
                    new BigDecimal(matching(name, row, moneyColumn, MONEY, "an amount such as 12.50")));
            if (items.put(item.sku(), item) != null) {
                throw Csv.unreadable(name, row.line(), "sku " + item.sku() + " stands there twice");
            }
        }
        return new Stock(moneyColumn, items);
    }

    String csv() {
        var text = new StringBuilder(Csv.line(List.of("sku", "name", "quantity", moneyColumn)));
        for (var item : items.values()) {
            text.append(Csv.line(List.of(item.sku(), item.name(), Integer.toString(item.quantity()),
                    item.money().toPlainString())));
        }
        return text.toString();
    }

    private static String field(String name, Csv.Row row, String column) {
        return matching(name, row, column, Pattern.compile(".+", Pattern.DOTALL), "some text");
    }

    private static String matching(String name, Csv.Row row, String column, Pattern form, String expected) {
        var value = row.values().getOrDefault(column, "");
        if (!form.matcher(value).matches()) {
            throw Csv.unreadable(name, row.line(), column + " is '" + value + "': expected " + expected);
        }
        return value;
    }
}
