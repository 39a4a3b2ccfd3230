package dev.muster.dev;

import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskContext;
import dev.muster.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A worker of ten slots in a process of its own, whose agents do nothing but call a [Dependency]; what that fails to do
/// is worth another attempt. Arguments: where Kafka is, a file that is not used, where the dependency is.
final class DependentAgents {
    /// Ordinary ones, with the circuit breaker that every agent has.
    static final String STEADY = "steady";
    static final String RESET = "reset";
    static final String KEPT = "kept";
    /// Their circuit breakers are tried again soon.
    static final String PROBED = "probed";
    static final String ORPHANED = "orphaned";
    /// Goes on although it is told to stop, in [#STUBBORN_LIMIT] attempts at once in the whole fleet.
    static final String STUBBORN = "stubborn";

    /// Does [#OUTAGE_LIMIT] attempts at once in the whole fleet.
    static final String OUTAGE = "outage";

    static final int STUBBORN_LIMIT = 4;
    static final int OUTAGE_LIMIT = 10;
    static final int SLOTS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String dependency;

    private DependentAgents(String dependency) {
        this.dependency = dependency;
    }

    public static void main(String[] args) throws InterruptedException {
        var agents = new DependentAgents(args[2]);
        try (var worker = Worker.builder(args[0]).agent(agents.agent(STEADY)).agent(agents.agent(RESET))
                .agent(agents.agent(KEPT)).agent(agents.agent(PROBED).breaker(5, Duration.ofSeconds(2), 2))
                .agent(agents.agent(ORPHANED).breaker(5, Duration.ofSeconds(2), 2))
                .agent(agents.agent(STUBBORN).limit(STUBBORN_LIMIT))
                .agent(agents.agent(OUTAGE).limit(OUTAGE_LIMIT)).maxInFlight(SLOTS).start()) {
            System.out.println("The worker runs");
            worker.awaitShutdown();
        }
    }

    private AgentDefinition agent(String type) {
        return AgentDefinition.of(type).action("work", Map.class, (input, task) -> work(type, task));
    }

    private Object work(String type, TaskContext task) throws Exception {
        var call = type + " " + ProcessHandle.current().pid() + " " + task.workflow() + "/" + task.task()
                + " "
                + task.attempt();
        var answer = ask("/call", call);
        var isStopped = false;
        while (true) {
            try {
                if (answer.get().statusCode() != 200) {
                    throw TaskExecutionException.retryable("unavailable", "the dependency is down", null);
                }
                if (isStopped) {
                    var _ = ask("/over", call).get();
                }
                return Map.of("pid", ProcessHandle.current().pid());
            } catch (InterruptedException e) {
                var _ = ask("/interrupted", call).get();
                if (!type.equals(STUBBORN)) {
                    throw e;
                }
                isStopped = true;
            } catch (ExecutionException e) {
                throw new IOException("the dependency is away", e.getCause());
            }
        }
    }

    private CompletableFuture<HttpResponse<Void>> ask(String what, String call) {
        var request = HttpRequest.newBuilder(
                URI.create(dependency + what + "?" + URLEncoder.encode(call, StandardCharsets.UTF_8)
                        .replace("+", "%20")));
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
    }
}
