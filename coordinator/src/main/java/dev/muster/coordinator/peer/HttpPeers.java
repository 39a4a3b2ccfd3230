package dev.muster.coordinator.peer;

import dev.muster.common.error.NotReadyException;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Address;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Peers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Asks other coordinators at an endpoint that is none of the published API. Thread-safe.
public final class HttpPeers implements Peers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPeers.class);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(1);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_READY = 503;

    private final Supplier<Optional<String>> secret;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTED_WITHIN).executor(Executors.newVirtualThreadPerTaskExecutor()).build();

    /// @param secret what says to other coordinators that a coordinator asks; empty where they let in whoever comes
    public HttpPeers(Supplier<Optional<String>> secret) {
        this.secret = secret;
    }

    @Override
    public <A> A ask(Address peer, PeerQuestion<A> question) {
        var request = HttpRequest.newBuilder(URI.create("http://" + peer + PeerQuestion.PATH))
                .timeout(ANSWERED_WITHIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(WireFormat.MAPPER.writeValueAsBytes(question)));
        secret.get().ifPresent(known -> request.header("Authorization", "Bearer " + known));
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer(peer, question, response);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("peer", peer).setCause(e).log("coordinator not reached");
            throw new NotReadyException("another coordinator that is needed for the answer is not reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("the coordinator is stopping");
        }
    }

    private static <A> A answer(Address peer, PeerQuestion<A> question, HttpResponse<byte[]> response) {
        if (response.statusCode() == OK) {
            try {
                return WireFormat.MAPPER.readValue(response.body(), question.answer());
            } catch (JacksonException e) {
                LOG.atWarn().addKeyValue("peer", peer).setCause(e).log("coordinator's answer not understood");
            }
        } else if (response.statusCode() != NOT_READY) {
            LOG.atWarn().addKeyValue("peer", peer).addKeyValue("status", response.statusCode())
                    .log("coordinator refused a question");
        }
        throw new NotReadyException("another coordinator that is needed for the answer is not ready");
    }

    /// Questions under way fail.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
