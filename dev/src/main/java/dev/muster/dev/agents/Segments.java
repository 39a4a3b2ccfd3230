package dev.muster.dev.agents;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Customers by what they have bought so far.
/// @param members the customers of each segment, by its key
record Segments(Map<String, List<Csv.Row>> members) {
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern MONEY = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");
    private static final List<String> COLUMNS = List.of("email", "country", "orders", "spent");
    private static final BigDecimal MUCH = new BigDecimal("500");
    private static final int OFTEN = 5;

    /// @param spent on average, rounded to cents
    record Segment(String key, String name, String offer, int size, BigDecimal spent) {}

    private enum Kind {
        LOYAL("Loyal customers", "A preview for you alone, a day before everybody else."),
        REGULAR("Regular customers", "Free delivery with your next order."),
        NEW("New customers", "Ten percent off to say welcome.");

        private final String title;
        private final String offer;

        Kind(String title, String offer) {
            this.title = title;
            this.offer = offer;
        }

        private String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Segments read(String name, String text) {
        var members = new LinkedHashMap<String, List<Csv.Row>>();
        var rows = Csv.read(name, text, COLUMNS).rows();
        rows.forEach(row -> check(name, row));
        for (var kind : Kind.values()) {
            members.put(kind.key(), rows.stream().filter(row -> kindOf(row) == kind).toList());
        }
        return new Segments(members);
    }

    int customers() {
        return members.values().stream().mapToInt(List::size).sum();
    }

    /// Those that anybody is in.
    List<Segment> all() {
        return List.of(Kind.values()).stream().filter(kind -> !of(kind.key()).isEmpty()).map(kind -> {
            var rows = of(kind.key());
            var spent = rows.stream().map(Segments::spent).reduce(BigDecimal.ZERO, BigDecimal::add)
                    .divide(BigDecimal.valueOf(rows.size()), 2, RoundingMode.HALF_UP);
            return new Segment(kind.key(), kind.title, kind.offer, rows.size(), spent);
        }).toList();
    }

    String csv(String key) {
        var text = new StringBuilder(Csv.line(COLUMNS));
        for (var row : of(key)) {
            text.append(
                    Csv.line(COLUMNS.stream().map(column -> row.values().getOrDefault(column, "")).toList()));
        }
        return text.toString();
    }

    private List<Csv.Row> of(String key) {
        return members.getOrDefault(key, List.of());
    }

    private static Kind kindOf(Csv.Row row) {
        var orders = Integer.parseInt(row.values().getOrDefault("orders", "0"));
        if (orders >= OFTEN || spent(row).compareTo(MUCH) >= 0) {
            return Kind.LOYAL;
        }
        return orders >= 2 ? Kind.REGULAR : Kind.NEW;
    }

    private static BigDecimal spent(Csv.Row row) {
        return new BigDecimal(row.values().getOrDefault("spent", "0"));
    }

    private static void check(String name, Csv.Row row) {
        if (!COUNT.matcher(row.values().getOrDefault("orders", "")).matches()
                || !MONEY.matcher(row.values().getOrDefault("spent", "")).matches()) {
            throw Csv.unreadable(name, row.line(), "expected a whole number of orders and an amount spent");
        }
    }
}
