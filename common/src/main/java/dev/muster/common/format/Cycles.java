package dev.muster.common.format;

import dev.muster.common.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the circles in which tasks wait for each other: shortest ones, and as many as it takes for each dependency
/// that is part of a circle to be part of one that is found. The same graph gives the same circles. Used once.
final class Cycles {
    /// There may be many more circles than tasks; whoever breaks these will find the others.
    static final int MOST = 100;

    private static final int NONE = -1;

    private final Graph graph;
    private final Set<Edge> covered = new HashSet<>();
    private final List<List<TaskId>> found = new ArrayList<>();

    private Cycles(Graph graph) {
        this.graph = graph;
    }

    private record Edge(int from, int to) {}

    /// The circles of two tasks or more, each from the task on that stands first in the definition, in their order.
    static List<List<TaskId>> of(Graph graph) {
        var cycles = new Cycles(graph);
        Components.of(graph).stream()
                .filter(component -> component.size() > 1)
                .sorted(Comparator.comparing(List::getFirst))
                .forEach(cycles::search);
        return cycles.found;
    }

    private void search(List<Integer> component) {
        var members = new BitSet(graph.size());
        component.forEach(members::set);
        for (var from : component) {
            for (var to : graph.edges(from)) {
                if (found.size() < MOST && to != from && members.get(to)
                        && !covered.contains(new Edge(from, to))) {
                    add(wayBack(to, from, members));
                }
            }
        }
    }

    private void add(List<Integer> cycle) {
        for (var i = 0; i < cycle.size(); i++) {
            covered.add(new Edge(cycle.get(i), cycle.get((i + 1) % cycle.size())));
        }
        var first = cycle.indexOf(cycle.stream().min(Comparator.naturalOrder()).orElseThrow());
        var named = new ArrayList<TaskId>();
        for (var i = 0; i < cycle.size(); i++) {
            named.add(graph.id(cycle.get((first + i) % cycle.size())));
        }
        found.add(List.copyOf(named));
    }

    /// The shortest way along dependencies, breadth first, `to` at its end.
    private List<Integer> wayBack(int from, int to, BitSet members) {
        var cameFrom = new int[graph.size()];
        Arrays.fill(cameFrom, NONE);
        cameFrom[from] = from;
        var queue = new ArrayDeque<>(List.of(from));
        while (cameFrom[to] == NONE) {
            var task = queue.removeFirst();
            for (var next : graph.edges(task)) {
                if (members.get(next) && cameFrom[next] == NONE) {
                    cameFrom[next] = task;
                    queue.addLast(next);
                }
            }
        }
        var way = new ArrayList<Integer>();
        for (var task = to; task != from; task = cameFrom[task]) {
            way.addFirst(task);
        }
        way.addFirst(from);
        return way;
    }
}
