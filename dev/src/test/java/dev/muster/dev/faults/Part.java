package dev.muster.dev.faults;

import dev.muster.dev.MusterProcess;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A part of a fleet, which can be taken away and started again on what it left behind. One thread.
final class Part implements AutoCloseable {
    private final Supplier<MusterProcess> launch;
    private final String sign;
    private final Map<Long, Long> deaths = new ConcurrentHashMap<>();
    private MusterProcess process;

    /// @param sign what it prints when it works
    Part(String sign, Supplier<MusterProcess> launch) {
        this.launch = launch;
        this.sign = sign;
        process = launch.get();
    }

    /// When its processes were gone, in microseconds of the epoch, by pid.
    Map<Long, Long> deaths() {
        return deaths;
    }

    String awaitSign() {
        return process.awaitLine(sign).group(1);
    }

    void kill() throws InterruptedException {
        process.kill();
        deaths.put(process.pid(), Executions.now());
    }

    void start() {
        process = launch.get();
    }

    void restart() {
        start();
        awaitSign();
    }

    /// Ends it in good order.
    void stop() throws InterruptedException {
        process.stop();
        deaths.put(process.pid(), Executions.now());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String printed() {
        return process.printed();
    }

    /// @param name such as `STOP`
    void signal(String name) {
        Shell.run("kill", "-" + name, String.valueOf(process.pid()));
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
