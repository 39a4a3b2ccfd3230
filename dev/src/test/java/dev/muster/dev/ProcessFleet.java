package dev.muster.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// A broker, coordinators and two workers, each in a process of its own that can be killed and started again on what
/// it left behind. One thread.
final class ProcessFleet implements AutoCloseable {
    /// What a JVM exits with when it was asked to stop.
    private static final int SIGTERM = 143;

    private final Path folder;
    private final List<MusterProcess> workers = new ArrayList<>();
    private final List<MusterProcess> coordinators = new ArrayList<>();
    private final List<String> apiPorts = new ArrayList<>();
    private final String kafkaPort;
    private final Class<?> workerMain;
    private final List<String> workerArguments;
    private MusterProcess broker;
    private int started;

    ProcessFleet(Path folder, int coordinators) {
        this(folder, coordinators, TestAgents.class, 2);
    }

    /// @param workerMain of the workers; it is told where Kafka is and the file in which it leaves its witness
    /// @param workerArguments what it is told beside
    ProcessFleet(Path folder, int coordinators, Class<?> workerMain, int workers, String... workerArguments) {
        this.folder = folder;
        this.workerMain = workerMain;
        this.workerArguments = List.of(workerArguments);
        broker = startBroker("0");
        kafkaPort = broker.awaitLine("Kafka is on 127.0.0.1:(\\d+)").group(1);
        for (var i = 0; i < coordinators; i++) {
            this.coordinators.add(startCoordinator(i, "0"));
        }
        for (var i = 0; i < workers; i++) {
            this.workers.add(startWorker());
        }
        this.coordinators.forEach(
                coordinator -> apiPorts.add(coordinator.awaitLine("http://127.0.0.1:(\\d+)").group(1)));
        this.workers.forEach(worker -> worker.awaitLine("The worker runs"));
    }

    String api(int index) {
        return "http://127.0.0.1:" + apiPorts.get(index);
    }

    /// Where Kafka clients connect.
    String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    SideEffects witness() {
        return new SideEffects(witnessFile());
    }

    Path witnessFile() {
        return folder.resolve("witness");
    }

    void killBroker() throws InterruptedException {
        OpenTransactions.awaitNone(kafka());
        broker.kill();
        broker = startBroker(kafkaPort);
        broker.awaitLine("Kafka is on");
    }

    void killCoordinator(int index) throws InterruptedException {
        coordinators.get(index).kill();
    }

    /// Starts one again that was killed.
    void restartCoordinator(int index) {
        coordinators.set(index, startCoordinator(index, apiPorts.get(index)));
    }

    void killWorker(int index) throws InterruptedException {
        workers.get(index).kill();
        workers.set(index, startWorker());
    }

    /// Waits until a worker that was asked to stop has done so, and starts another.
    void replaceWorker(int index) throws InterruptedException {
        drainWorker(index);
        workers.get(index).awaitLine("The worker runs");
    }

    /// Lets one end in good order, and starts another.
    void drainWorker(int index) throws InterruptedException {
        assertThat(workers.get(index).stop()).as("ended by the signal").isEqualTo(SIGTERM);
        workers.set(index, startWorker());
    }

    /// Sends a worker a signal, such as `STOP`, and does not wait for what it does.
    void signalWorker(int index, String signal) throws IOException, InterruptedException {
        signal(pidOfWorker(index), signal);
    }

    /// Sends a coordinator a signal, likewise.
    void signalCoordinator(int index, String signal) throws IOException, InterruptedException {
        signal(coordinators.get(index).pid(), signal);
    }

    private static void signal(long pid, String signal) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).inheritIO().start();
        assertThat(kill.waitFor()).as("exit code of kill").isZero();
    }

    /// Waits until every worker has printed a line in which the pattern is found.
    void awaitLineOfWorkers(String pattern) {
        workers.forEach(worker -> worker.awaitLine(pattern));
    }

    int indexOfWorker(long pid) {
        return workers.stream().map(MusterProcess::pid).toList().indexOf(pid);
    }

    long pidOfWorker(int index) {
        return workers.get(index).pid();
    }

    /// Starts those workers again that have ended by themselves.
    void reviveWorkers() {
        workers.replaceAll(worker -> worker.isAlive() ? worker : startWorker());
    }

    private MusterProcess startBroker(String port) {
        return MusterProcess.start(log("broker"), Main.class, "broker", "--kafka-port", port, "--data",
                folder.resolve("kafka").toString());
    }

    private MusterProcess startCoordinator(int index, String port) {
        return MusterProcess.start(log("coordinator"), Main.class, "coordinator", "--kafka", kafka(),
                "--port",
                port, "--data", folder.resolve("coordinator-" + index).toString());
    }

    private MusterProcess startWorker() {
        var arguments = new ArrayList<>(List.of(kafka(), witnessFile().toString()));
        arguments.addAll(workerArguments);
        return MusterProcess.start(log("worker"), workerMain, arguments.toArray(String[]::new));
    }

    private Path log(String name) {
        started++;
        return folder.resolve(name + "-" + started + ".log");
    }

    @Override
    public void close() throws InterruptedException {
        for (var worker : workers) {
            worker.close();
        }
        for (var coordinator : coordinators) {
            coordinator.close();
        }
        broker.close();
    }
}
