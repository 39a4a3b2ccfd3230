package dev.muster.dev.faults;

import dev.muster.common.wire.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Submits workflows at a steady pace whatever becomes of them. Each is asked for until a coordinator has accepted it, this one or
/// another: its id makes that safe. The longer it takes the less often it is asked for. Thread-safe.
final class Load implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final List<String> apis;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> submitting;
    private final ExecutorService submissions = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger submitted = new AtomicInteger();
    private final Map<String, Shape> accepted = new ConcurrentHashMap<>();

    Load(List<String> apis, Duration between) {
        this.apis = apis;
        submitting = pace.scheduleAtFixedRate(
                () -> submissions.execute(() -> submit(submitted.getAndIncrement())), 0,
                between.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What coordinators said they have accepted.
    Map<String, Shape> accepted() {
        return Map.copyOf(accepted);
    }

    private void submit(int number) {
        var shape = Shape.ALL.get(number % Shape.ALL.size());
        var id = "w-" + number + "-" + shape.name();
        var body = WireFormat.MAPPER.writeValueAsString(Map.of("id", id, "definition", shape.definition()));
        var pauseMillis = FIRST_PAUSE_MILLIS;
        for (var turn = number; !Thread.currentThread().isInterrupted(); turn++) {
            if (isAccepted(apis.get(turn % apis.size()), body)) {
                accepted.put(id, shape);
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    /// Who is away, is not ready or does not answer in time is asked again later.
    private boolean isAccepted(String api, String body) {
        var request = HttpRequest.newBuilder(URI.create(api + "/api/v1/workflows"))
                .timeout(Duration.ofSeconds(5)).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 201;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Submits no more.
    void stop() {
        submitting.cancel(false);
        pace.shutdownNow();
    }

    @Override
    public void close() {
        stop();
        submissions.shutdownNow();
        http.shutdownNow();
    }
}
