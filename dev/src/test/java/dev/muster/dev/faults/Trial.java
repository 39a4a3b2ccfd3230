package dev.muster.dev.faults;

import dev.muster.dev.ApiClient;
import dev.muster.dev.faults.Promises.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A fleet under load to which faults happen, one after the other. After each, what was under way has to end, and is held against the
/// promises; a line of a table says how it went. One thread.
final class Trial implements AutoCloseable {
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(5);

    private final Load load;
    private final Chronicle chronicle;
    private final Executions executions;
    private final Supplier<Map<Long, Long>> deaths;
    private final Path table;
    private final List<ApiClient> apis;
    private final Set<String> checked = new HashSet<>();
    private boolean clocksAgree = true;

    /// A fault, from its beginning to its end.
    interface Fault {
        void happen() throws Exception;
    }

    /// @param name of the file under `target/faults` that gets the table
    Trial(String name, String kafka, List<String> addresses, Executions executions,
            Supplier<Map<Long, Long>> deaths, Duration between) {
        table = Path.of("target", "faults", name + ".md");
        apis = addresses.stream().map(ApiClient::new).toList();
        apis.getFirst().awaitAgent(WitnessWorker.FREE);
        apis.getFirst().awaitAgent(WitnessWorker.BOUNDED);
        chronicle = new Chronicle(kafka);
        load = new Load(addresses, between);
        this.executions = executions;
        this.deaths = deaths;
        awaitEnded(4);
    }

    /// Times that events tell cannot be compared with those of agents any more.
    void distrustClocks() {
        clocksAgree = false;
    }

    /// Lets a fault happen and checks what became of all that was accepted until it was over.
    void under(String fault, String how, Fault course) throws Exception {
        var underWay = Awaitility.await("workflows under way").atMost(ENDED_WITHIN).pollDelay(Duration.ZERO)
                .until(() -> load.accepted().size() - chronicle.ended().size(), count -> count > 0);
        course.happen();
        var over = System.nanoTime();
        var accepted = load.accepted().entrySet().stream().filter(entry -> !checked.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Awaitility.await("the end of all that was accepted during: " + fault).atMost(ENDED_WITHIN)
                .pollDelay(Duration.ZERO).until(() -> chronicle.ended().containsAll(accepted.keySet()));
        var recovered = (System.nanoTime() - over) / 1e9;
        var broken = Promises.broken(history(accepted));
        checked.addAll(accepted.keySet());
        write(String.format(Locale.ROOT, "| %s | %s | %d | %d | %.1f s | %s |", fault, how, underWay,
                accepted.size(), recovered, broken.isEmpty() ? "kept" : String.join("; ", broken)));

        assertThat(broken).as("promises that were not kept under: " + fault).isEmpty();
    }

    private History history(Map<String, Shape> workflows) throws InterruptedException {
        chronicle.catchUp();
        var events = workflows.keySet().stream().collect(Collectors.toMap(id -> id, chronicle::events));
        var views = new HashMap<String, JsonNode>();
        workflows.keySet().forEach(id -> views.put(id, view(id)));
        var all = executions.all();
        return new History(workflows, events, chronicle.dispatches(), all, views, deaths.get(), clocksAgree);
    }

    private JsonNode view(String id) {
        return Awaitility.await("workflow " + id).atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> apis.get(Math.floorMod(id.hashCode(), apis.size())).workflow(id), view -> true);
    }

    /// Until so many more workflows have ended: the fleet goes on.
    void awaitEnded(int more) {
        var target = chronicle.ended().size() + more;
        Awaitility.await(more + " more workflows end").atMost(ENDED_WITHIN).pollDelay(Duration.ZERO)
                .until(() -> chronicle.ended().size() >= target);
    }

    /// The load goes on meanwhile.
    static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    /// From the start to the end of the latest hundred workflows of the kind `diamond`: half of them took no longer, in milliseconds.
    long recentMillis() {
        var those = checked.stream().filter(id -> id.endsWith("-diamond"))
                .sorted(Comparator.comparingInt(Trial::number).reversed()).limit(100).map(chronicle::events)
                .map(events -> Duration.between(events.getFirst().time(), events.getLast().time()).toMillis())
                .sorted().toList();
        return those.get(those.size() / 2);
    }

    private static int number(String id) {
        return Integer.parseInt(id.split("-", 3)[1]);
    }

    void note(String line) {
        write(line);
    }

    private void write(String line) {
        try {
            Files.createDirectories(table.getParent());
            Files.writeString(table, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        load.close();
        chronicle.close();
        apis.forEach(ApiClient::close);
    }
}
