package dev.muster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows under a heading, their columns aligned. A column named STATUS is coloured.
final class Table {
    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    void row(Object... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException(cells.length + " cells, expected " + heading.size());
        }
        rows.add(List.of(cells).stream().map(String::valueOf).map(Terminal::harmless).toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Terminal terminal) {
        lines(terminal).forEach(terminal.out()::println);
    }

    List<String> lines(Terminal terminal) {
        var widths = IntStream.range(0, heading.size()).map(this::width).toArray();
        var lines = new ArrayList<String>();
        lines.add(line(heading, widths, terminal, false));
        rows.forEach(row -> lines.add(line(row, widths, terminal, true)));
        return lines;
    }

    private int width(int column) {
        return Math.max(heading.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private String line(List<String> cells, int[] widths, Terminal terminal, boolean coloured) {
        var line = new StringBuilder();
        for (var i = 0; i < cells.size(); i++) {
            var last = i == cells.size() - 1;
            var cell = last ? cells.get(i) : cells.get(i) + " ".repeat(widths[i] - cells.get(i).length());
            var isStatus = coloured && heading.get(i).equals("STATUS");
            line.append(isStatus ? terminal.painted(cells.get(i), cell) : cell).append(last ? "" : GAP);
        }
        return line.toString().stripTrailing();
    }
}
