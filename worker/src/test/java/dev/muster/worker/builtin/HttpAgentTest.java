package dev.muster.worker.builtin;

import com.sun.net.httpserver.HttpServer;
import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.FixedContext;
import dev.muster.worker.TaskCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpAgentTest {
    private record Reply(int status, @Nullable String retryAfter, String body) {}

    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var reply = replies.remove();
            if (reply.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
            }
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private @Nullable Json post() throws Exception {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tasks");
        return HttpAgent.handler(new AgentType("a"), url)
                .handle(new TaskCall("paint", new Json("{\"n\":1}"), null), new FixedContext());
    }

    @Test
    void theTaskIsPostedWithItsIdempotencyKeyAndTheAnswerIsItsOutput() throws Exception {
        replies.add(new Reply(201, null, "{\"ok\":true}"));

        assertThat(post()).isEqualTo(new Json("{\"ok\":true}"));
        assertThat(requests.getFirst()).startsWith("w/t/1 {\"workflow\":\"w\",\"task\":\"t\",\"attempt\":1,")
                .contains("\"input\":{\"n\":1}");
    }

    @Test
    void anEmptyAnswerIsNoOutput() throws Exception {
        replies.add(new Reply(204, null, ""));

        assertThat(post()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"400,false", "404,false", "302,false", "429,true", "500,true", "503,true"})
    void aStatusSaysWhetherAnotherAttemptMakesSense(int status, boolean retryable) {
        replies.add(new Reply(status, null, "no"));

        assertThatThrownBy(this::post).isInstanceOfSatisfying(TaskExecutionException.class, failed -> {
            assertThat(failed.code()).isEqualTo("http_" + status);
            assertThat(failed).hasMessage("the agent answered with status " + status);
            assertThat(failed.isRetryable()).isEqualTo(retryable);
        });
    }

    @Test
    void anAnswerThatNamesAShortWaitIsTriedAgainAfterIt() throws Exception {
        replies.add(new Reply(503, "1", ""));
        replies.add(new Reply(200, null, "7"));

        assertThat(post()).isEqualTo(new Json("7"));
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotWaitedFor() {
        replies.add(new Reply(429, "3600", ""));

        assertThatThrownBy(this::post).isInstanceOf(TaskExecutionException.class);
    }

    @Test
    void anAgentThatCantBeReachedIsWorthAnotherAttempt() {
        server.stop(0);

        assertThatThrownBy(this::post).isInstanceOfSatisfying(TaskExecutionException.class, failed -> {
            assertThat(failed.code()).isEqualTo("unreachable");
            assertThat(failed.isRetryable()).isTrue();
        });
    }
}
