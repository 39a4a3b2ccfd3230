package dev.muster.dev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A broker, a coordinator and two workers, each in a process of its own that can be killed and started again on what
/// it left behind. One thread.
final class ProcessFleet implements AutoCloseable {
    private final Path folder;
    private final List<MusterProcess> workers = new ArrayList<>();
    private MusterProcess broker;
    private MusterProcess coordinator;
    private final String kafkaPort;
    private final String apiPort;
    private int started;

    ProcessFleet(Path folder) {
        this.folder = folder;
        broker = startBroker("0");
        kafkaPort = broker.awaitLine("Kafka is on 127.0.0.1:(\\d+)").group(1);
        coordinator = startCoordinator("0");
        workers.add(startWorker());
        workers.add(startWorker());
        apiPort = coordinator.awaitLine("http://127.0.0.1:(\\d+)").group(1);
        workers.forEach(worker -> worker.awaitLine("The worker runs"));
    }

    String api() {
        return "http://127.0.0.1:" + apiPort;
    }

    SideEffects witness() {
        return new SideEffects(folder.resolve("witness"));
    }

    void killBroker() throws InterruptedException {
        broker.kill();
        broker = startBroker(kafkaPort);
        broker.awaitLine("Kafka is on");
    }

    void killCoordinator() throws InterruptedException {
        coordinator.kill();
        coordinator = startCoordinator(apiPort);
    }

    void killWorker(int index) throws InterruptedException {
        workers.get(index).kill();
        workers.set(index, startWorker());
    }

    /// Starts those workers again that have ended by themselves.
    void reviveWorkers() {
        workers.replaceAll(worker -> worker.isAlive() ? worker : startWorker());
    }

    private MusterProcess startBroker(String port) {
        return MusterProcess.start(log("broker"), Main.class, "broker", "--kafka-port", port, "--data",
                folder.resolve("kafka").toString());
    }

    private MusterProcess startCoordinator(String port) {
        return MusterProcess.start(log("coordinator"), Main.class, "coordinator", "--kafka",
                "127.0.0.1:" + kafkaPort,
                "--port", port, "--data", folder.resolve("coordinator").toString());
    }

    private MusterProcess startWorker() {
        return MusterProcess.start(log("worker"), TestAgents.class, "127.0.0.1:" + kafkaPort,
                witness().file().toString());
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
        coordinator.close();
        broker.close();
    }
}
