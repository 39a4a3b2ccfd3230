package dev.muster.worker.builtin;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.AgentDefinition;
import dev.muster.worker.TaskCall;
import dev.muster.worker.TaskContext;
import dev.muster.worker.TaskHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent that posts each task, as JSON, to a URL: the answer's JSON body is the output. 2xx is success; 429, 5xx
/// and a broken connection are failures worth another attempt; any other status is a failure that is not. A 429 or
/// 503 that names seconds to wait (`Retry-After`) is tried again by the same attempt, if its deadline allows.
public final class HttpAgent implements TaskHandler {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private final AgentType type;
    private final URI url;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    private HttpAgent(AgentType type, URI url) {
        this.type = type;
        this.url = url;
    }

    /// @throws IllegalArgumentException if that is no name for an agent type, or no URL of HTTP
    public static AgentDefinition of(String type, URI url) {
        if (!Set.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("agent " + type + " has the URL '" + url
                    + "': expected http://HOST/... or https://HOST/...");
        }
        return AgentDefinition.of(type).anyAction(handler(new AgentType(type), url));
    }

    static TaskHandler handler(AgentType type, URI url) {
        return new HttpAgent(type, url);
    }

    @Override
    public @Nullable Json handle(TaskCall call, TaskContext task) throws InterruptedException {
        var body = TaskDocument.of(type, call, task).bytes();
        while (true) {
            var answer = post(body, task);
            if (answer.status() / 100 == 2) {
                return Answer.parse(answer.body());
            }
            var wait = answer.retryAfter();
            if (wait.isEmpty() || !Instant.now().plus(wait.get()).isBefore(task.deadline())) {
                throw failure(answer.status());
            }
            TimeUnit.MILLISECONDS.sleep(wait.get().toMillis());
        }
    }

    private record Answered(int status, String body, Optional<Duration> retryAfter) {}

    private Answered post(byte[] body, TaskContext task) throws InterruptedException {
        var left = Duration.between(Instant.now(), task.deadline());
        var request = HttpRequest.newBuilder(url)
                .timeout(left.isPositive() ? left : Duration.ofMillis(1))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Idempotency-Key", task.idempotencyKey())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var stream = response.body()) {
                return new Answered(response.statusCode(), Answer.readBounded(stream), retryAfter(response));
            }
        } catch (IOException e) {
            throw TaskExecutionException.retryable("unreachable",
                    "the agent did not answer: "
                            + (e.getMessage() == null ? "no connection" : e.getMessage()),
                    e);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
        var mayWait = response.statusCode() == TOO_MANY_REQUESTS || response.statusCode() == UNAVAILABLE;
        return response.headers().firstValue("Retry-After")
                .filter(value -> mayWait && value.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))));
    }

    private static TaskExecutionException failure(int status) {
        var message = "the agent answered with status " + status;
        return status == TOO_MANY_REQUESTS || status / 100 == 5
                ? TaskExecutionException.retryable("http_" + status, message, null)
                : TaskExecutionException.terminal("http_" + status, message, null);
    }
}
