package dev.muster.dev.faults;

import dev.muster.dev.ClusterNode;
import dev.muster.dev.Main;
import dev.muster.dev.MusterProcess;
import dev.muster.dev.MusterProcess.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Three brokers that are one cluster, two coordinators and two workers, each a process. The first coordinator and the first worker
/// reach the brokers through relays that can be slow; the first coordinator has a clock that can jump. The second ones live on
/// islands that can be cut off. The last broker and the last coordinator have small disks. What the machine does not allow is left
/// out. One thread.
final class FaultFleet implements AutoCloseable {
    static final int BROKERS = 3;
    static final int COORDINATORS = 2;
    static final int WORKERS = 2;
    private static final Surroundings PLAIN = new Surroundings(List.of(), Map.of());

    private final Path folder;
    private final boolean hasIslands;
    private final List<Island> islands = new ArrayList<>();
    private final List<Relay> relays = IntStream.range(0, BROKERS).mapToObj(i -> new Relay()).toList();
    private final Clock clock;
    private final Volume brokerDisk;
    private final Volume coordinatorDisk;
    private final List<Integer> ports = freePorts(3 * BROKERS);
    private final List<Part> brokers = new ArrayList<>();
    private final List<Part> coordinators = new ArrayList<>();
    private final List<Part> workers = new ArrayList<>();
    private final Map<Integer, String> apiPorts = new HashMap<>();
    private final Tuning tuning;
    private boolean hasClock;
    private int started;

    /// @param brokers settings of the brokers, beside the usual ones
    /// @param coordinators options of the coordinators, likewise
    /// @param islands whether some parts live on islands, of which a machine has one set
    record Tuning(Map<String, String> brokers, List<String> coordinators, boolean islands) {
        static final Tuning NONE = new Tuning(Map.of(), List.of(), false);
        static final Tuning ISLANDS = new Tuning(Map.of(), List.of(), true);
    }

    FaultFleet(Path folder, Tuning tuning) {
        this.folder = folder;
        this.tuning = tuning;
        hasIslands = tuning.islands() && Island.obstacle().isEmpty();
        clock = new Clock(folder.resolve("clock"));
        brokerDisk = Volume.mount(folder.resolve("kafka-" + (BROKERS - 1)), 400);
        coordinatorDisk = Volume.mount(folder.resolve("coordinator-" + (COORDINATORS - 1)), 100);
        if (hasIslands) {
            Island.createMainland();
            islands.add(Island.create(1));
            islands.add(Island.create(2));
        }
        IntStream.range(0, BROKERS).forEach(i -> brokers.add(new Part("Kafka is on (.*)", () -> broker(i))));
        IntStream.range(0, BROKERS).forEach(i -> relays.get(i).open(relayed(i)));
        brokers.forEach(Part::awaitSign);
        IntStream.range(0, COORDINATORS).forEach(i -> coordinators
                .add(new Part("Muster's API is on http://.*:(\\d+)", () -> coordinator(i))));
        IntStream.range(0, WORKERS).forEach(i -> workers.add(new Part("(The worker runs)", () -> worker(i))));
        IntStream.range(0, COORDINATORS).forEach(i -> apiPorts.put(i, coordinators.get(i).awaitSign()));
        workers.forEach(Part::awaitSign);
    }

    private static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (var socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int clients(int broker) {
        return ports.get(broker);
    }

    private int controller(int broker) {
        return ports.get(BROKERS + broker);
    }

    private int relayed(int broker) {
        return ports.get(2 * BROKERS + broker);
    }

    private String host() {
        return hasIslands ? Island.MAINLAND : "127.0.0.1";
    }

    String kafka() {
        return joined(i -> host() + ":" + clients(i));
    }

    private String relays() {
        return joined(i -> "127.0.0.1:" + relays.get(i).port());
    }

    private static String joined(IntFunction<String> of) {
        return IntStream.range(0, BROKERS).mapToObj(of).collect(Collectors.joining(","));
    }

    List<String> apis() {
        return IntStream.range(0, COORDINATORS)
                .mapToObj(i -> "http://" + apiHost(i) + ":" + apiPorts.get(i)).toList();
    }

    private String apiHost(int coordinator) {
        return coordinator == 1 && hasIslands ? islands.getFirst().address() : host();
    }

    Executions executions() {
        return new Executions(folder.resolve("executions"));
    }

    /// When processes that are no more were gone.
    Map<Long, Long> deaths() {
        return workers.stream().flatMap(worker -> worker.deaths().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Part> brokers() {
        return brokers;
    }

    List<Part> coordinators() {
        return coordinators;
    }

    List<Part> workers() {
        return workers;
    }

    Island islandOfCoordinator() {
        return islands.getFirst();
    }

    Island islandOfWorker() {
        return islands.getLast();
    }

    /// Of the first coordinator, if it is started after this.
    Clock clock() {
        hasClock = true;
        return clock;
    }

    Volume brokerDisk() {
        return brokerDisk;
    }

    Volume coordinatorDisk() {
        return coordinatorDisk;
    }

    Path folder() {
        return folder;
    }

    Path stateOfCoordinator(int index) {
        return folder.resolve("coordinator-" + index);
    }

    /// Of all that goes through the relays, in either direction.
    void delay(Duration each) {
        relays.forEach(relay -> relay.delay(each));
    }

    private MusterProcess broker(int i) {
        var listeners = "PLAINTEXT://" + host() + ":" + clients(i);
        var settings = new HashMap<>(tuning.brokers());
        settings.putAll(Map.of(
                "listeners",
                listeners + ",CONTROLLER://" + host() + ":" + controller(i) + ",RELAYED://127.0.0.1:"
                        + relayed(i),
                "advertised.listeners", listeners + ",RELAYED://127.0.0.1:" + relays.get(i).port(),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,RELAYED:PLAINTEXT",
                "default.replication.factor", "3", "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3", "transaction.state.log.replication.factor", "3",
                "transaction.state.log.min.isr", "2", "share.coordinator.state.topic.replication.factor", "3",
                "share.coordinator.state.topic.min.isr", "2"));
        var voters = joined(j -> j + 1 + "@" + host() + ":" + controller(j));
        var arguments = Stream.concat(
                Stream.of(String.valueOf(i + 1), folder.resolve("kafka-" + i).toString(), host(),
                        String.valueOf(clients(i)), voters),
                settings.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue()));
        return MusterProcess.start(log("broker-" + i), PLAIN, ClusterNode.class,
                arguments.toArray(String[]::new));
    }

    private MusterProcess coordinator(int i) {
        var arguments = new ArrayList<>(
                List.of("coordinator", "--kafka", i == 0 ? relays() : kafka(), "--host",
                        apiHost(i), "--port", apiPorts.getOrDefault(i, "0"), "--data",
                        stateOfCoordinator(i).toString()));
        arguments.addAll(tuning.coordinators());
        if (hasIslands) {
            // Whoever reaches an island is on this machine.
            arguments.add("--insecure");
        }
        return MusterProcess.start(log("coordinator-" + i), i == 0
                ? new Surroundings(List.of(), hasClock ? clock.environment() : Map.of())
                : onIsland(0), Main.class, arguments.toArray(String[]::new));
    }

    private MusterProcess worker(int i) {
        return MusterProcess.start(log("worker-" + i), i == 0 ? PLAIN : onIsland(1), WitnessWorker.class,
                i == 0 ? relays() : kafka(), executions().file().toString());
    }

    private Surroundings onIsland(int island) {
        return hasIslands ? new Surroundings(islands.get(island).entering(), Map.of()) : PLAIN;
    }

    private Path log(String name) {
        started++;
        return folder.resolve(name + "-" + started + ".log");
    }

    @Override
    public void close() throws Exception {
        for (var part : Stream.of(workers, coordinators, brokers).flatMap(List::stream).toList()) {
            part.close();
        }
        for (var relay : relays) {
            relay.close();
        }
        islands.forEach(Island::close);
        if (hasIslands) {
            Island.removeMainland();
        }
        brokerDisk.close();
        coordinatorDisk.close();
    }
}
