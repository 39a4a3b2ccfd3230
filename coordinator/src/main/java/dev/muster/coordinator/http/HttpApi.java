package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Metrics;
import dev.muster.coordinator.port.Role;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The HTTP API, serving. Each request has a virtual thread of its own.
public final class HttpApi implements AutoCloseable {
    /// Where to listen unless told otherwise: nobody on another machine gets in without somebody's decision.
    public static final String LOOPBACK = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    /// Beyond this a body is not even passed over: the connection is closed.
    private static final long MOST_PASSED_OVER = 16L * Body.MOST_BYTES;
    private static final Bounds BOUNDS = new Bounds(10_000, 5_000);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final WebServer server;
    private final OpenStreams streams;

    private HttpApi(WebServer server, OpenStreams streams) {
        this.server = server;
        this.streams = streams;
    }

    /// Starts to serve; when this returns, requests are answered.
    /// @param port 0 for any that is free
    public static HttpApi start(String host, int port, Ports ports, Admission admission) {
        return start(host, port, ports, admission, StreamRules.USUAL, BOUNDS);
    }

    /// What the server takes at once; each waiting request costs some kilobytes.
    /// @param requests beyond which others are refused, open streams among them
    /// @param connections beyond which others wait to be taken up
    record Bounds(int connections, int requests) {}

    static HttpApi start(String host, int port, Ports ports, Admission admission, StreamRules rules,
            Bounds bounds) {
        var streams = new OpenStreams(rules, admission.bounds().streams());
        var door = new Door(
                Stream.of(routes(ports, streams, admission.areMetricsOpen()), UiRoutes.parts(),
                        new PeerRoutes(ports.own()).routes())
                        .flatMap(List::stream).toList(),
                new Guard(admission, System::nanoTime), BodyRoom.ofHeap());
        return new HttpApi(WebServer.builder().host(host).port(port)
                // Else the end of a long answer waits up to 40 ms for the client to acknowledge its beginning (RFC 896).
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                // The wiring decides in which order things stop.
                .shutdownHook(false).shutdownGracePeriod(GRACE).maxPayloadSize(MOST_PASSED_OVER)
                .maxTcpConnections(bounds.connections()).maxConcurrentRequests(bounds.requests())
                .directHandlers(door.refusals()).routing(door::open).build().start(), streams);
    }

    /// The published ones.
    static List<Route> routes(Ports ports, OpenStreams streams, boolean areMetricsOpen) {
        return Stream.of(new WorkflowRoutes(ports.workflows()).routes(),
                new DefinitionRoutes(ports.definitions()).routes(),
                new AgentRoutes(ports.agents()).routes(),
                new EventRoutes(ports.log().events(), streams).routes(),
                new DeadLetterRoutes(ports.log().deadLetters()).routes(),
                new SystemRoutes(ports.workflows(), ports.agents(), ports.health()).routes(),
                List.of(Route.get("/metrics", request -> metrics(request, ports.metrics()))
                        .forA(areMetricsOpen ? Role.ANYONE : Role.VIEWER)))
                .flatMap(List::stream).toList();
    }

    private static Answer metrics(ServerRequest request, Metrics metrics) {
        Parameters.none(request);
        return new Answer(200, Metrics.MEDIA_TYPE, metrics.scrape(), Map.of());
    }

    public int port() {
        return server.port();
    }

    int openStreams() {
        return streams.count();
    }

    /// Stops to serve; requests under way have two seconds to end.
    @Override
    public void close() {
        streams.close();
        server.stop();
    }
}
