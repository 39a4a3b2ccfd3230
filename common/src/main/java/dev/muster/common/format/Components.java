package dev.muster.common.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Finds the strongly connected components of a graph, by Tarjan's algorithm with a stack of its own: a chain of
/// tasks may be longer than a thread's stack is deep. Used once.
final class Components {
    private static final int UNSEEN = -1;

    private final Graph graph;
    private final int[] index;
    private final int[] low;
    private final int[] nextEdge;
    private final boolean[] open;
    private final Deque<Integer> path = new ArrayDeque<>();
    private final Deque<Integer> pending = new ArrayDeque<>();
    private final List<List<Integer>> found = new ArrayList<>();
    private int counter;

    private Components(Graph graph) {
        this.graph = graph;
        this.index = new int[graph.size()];
        this.low = new int[graph.size()];
        this.nextEdge = new int[graph.size()];
        this.open = new boolean[graph.size()];
        Arrays.fill(index, UNSEEN);
    }

    /// The components, each after all that it has an edge to.
    static List<List<Integer>> of(Graph graph) {
        var components = new Components(graph);
        for (var task = 0; task < graph.size(); task++) {
            if (components.index[task] == UNSEEN) {
                components.explore(task);
            }
        }
        return components.found;
    }

    private void explore(int root) {
        enter(root);
        while (!path.isEmpty()) {
            var task = path.getLast();
            if (nextEdge[task] < graph.edges(task).length) {
                follow(task, graph.edges(task)[nextEdge[task]++]);
            } else {
                leave(task);
            }
        }
    }

    private void enter(int task) {
        index[task] = counter;
        low[task] = counter++;
        open[task] = true;
        path.addLast(task);
        pending.addLast(task);
    }

    private void follow(int task, int next) {
        if (index[next] == UNSEEN) {
            enter(next);
        } else if (open[next]) {
            low[task] = Math.min(low[task], index[next]);
        }
    }

    private void leave(int task) {
        path.removeLast();
        if (!path.isEmpty()) {
            var parent = path.getLast();
            low[parent] = Math.min(low[parent], low[task]);
        }
        if (low[task] == index[task]) {
            var component = new ArrayList<Integer>();
            int member;
            do {
                member = pending.removeLast();
                open[member] = false;
                component.add(member);
            } while (member != task);
            component.sort(null);
            found.add(List.copyOf(component));
        }
    }
}
