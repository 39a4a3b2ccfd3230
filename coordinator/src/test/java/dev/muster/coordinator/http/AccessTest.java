package dev.muster.coordinator.http;

import dev.muster.coordinator.port.Caller;
import dev.muster.coordinator.port.Identities;
import dev.muster.coordinator.port.PeerQuestion;
import dev.muster.coordinator.port.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {
    /// Whoever says the name of a role has it.
    private static final Identities ROLES = token -> Arrays.stream(Role.values())
            .filter(role -> role.name().equalsIgnoreCase(token))
            .map(role -> new Caller("some " + token, role))
            .findAny();

    private final ServedFleet served = new ServedFleet(
            new Admission(ROLES, null, false, new CallerBounds(10_000, 2)));

    /// A row of the table of endpoints.
    record Row(String method, String path, Role role) {
        String name() {
            return method + " " + path;
        }
    }

    static Stream<Row> rows() {
        return Tables.under("Endpoints").stream().map(cells -> new Row(cells.get(0), cells.get(1),
                Role.valueOf(cells.get(2).toUpperCase(Locale.ROOT))));
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void everyRouteStandsInTheTableOfEndpoints() {
        var routes = new TreeSet<>(Set.of("GET /ui/{file}", "POST " + PeerQuestion.PATH));
        HttpApi.routes(new FakeFleet().ports(), new OpenStreams(StreamRules.USUAL, 1), false)
                .forEach(route -> routes.add(route.method() + " " + route.path()));

        assertThat(rows().map(Row::name)).containsExactlyInAnyOrderElementsOf(routes);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRouteIsForItsRoleAndThoseThatMayDoMore(Row row) {
        assertThat(status(row, null)).as("nobody").isEqualTo(row.role() == Role.ANYONE ? 0 : 401);
        assertThat(status(row, "nonsense")).as("a stranger").isEqualTo(row.role() == Role.ANYONE ? 0 : 401);
        for (var role : Role.values()) {
            assertThat(status(row, role.name())).as("%s", role).isEqualTo(role.covers(row.role()) ? 0 : 403);
        }
    }

    @Test
    void everyRoleMayDoWhatThoseBeforeItMayButNobodyIsACoordinatorBesides() {
        var people = List.of(Role.ANYONE, Role.VIEWER, Role.OPERATOR, Role.ADMIN);

        for (var has : people) {
            for (var needs : people) {
                assertThat(has.covers(needs)).isEqualTo(people.indexOf(has) >= people.indexOf(needs));
            }
            assertThat(has.covers(Role.PEER)).isFalse();
            assertThat(Role.PEER.covers(has)).isEqualTo(has == Role.ANYONE);
        }
        assertThat(Role.PEER.covers(Role.PEER)).isTrue();
    }

    @Test
    void whoSaysNothingIsToldWhatToSay() {
        var reply = served.get("/api/v1/system");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"muster\"");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Bearer ", "bearer x y", "Basic YTpi", "viewer", "Bearer"})
    void aTokenThatIsNobodysIsRefused(String authorization) {
        var reply = served.send("GET", "/api/v1/system", "", "", "Authorization", authorization);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer realm=\"muster\"");
        assertThat(reply.body()).doesNotContain("nonsense");
    }

    @Test
    void whoMayNotIsToldWhichRoleMay() {
        var reply = served.send("PUT", "/api/v1/system", "application/json", "{\"limit\":1}", "Authorization",
                "Bearer operator");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
        assertThat(reply.field("/type")).isEqualTo("urn:muster:problem:forbidden");
        assertThat(reply.field("/detail"))
                .isEqualTo("the caller may not do this, expected one with the role admin");
        assertThat(served.fleet().system().workflows().limit()).isEqualTo(100);
    }

    @Test
    void metricsAreForAnyoneIfToldSo() {
        try (var open = new ServedFleet(new Admission(ROLES, null, true, CallerBounds.USUAL))) {
            assertThat(open.get("/metrics").status()).isEqualTo(200);
            assertThat(open.get("/api/v1/system").status()).isEqualTo(401);
        }
    }

    @Test
    void aCallerWhoAsksMoreOftenThanHeMayIsToldToComeAgainAndNobodyElseIs() {
        try (var slow = new ServedFleet(new Admission(ROLES, null, false, new CallerBounds(1, 2)))) {
            var refused = Stream.generate(() -> system(slow, "viewer"))
                    .filter(reply -> reply.status() != 200).findFirst().orElseThrow();

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.field("/type")).isEqualTo("urn:muster:problem:too-many-requests");
            assertThat(system(slow, "operator").status()).isEqualTo(200);
            assertThat(IntStream.range(0, 20).map(time -> slow.get("/health/live").status()).distinct())
                    .containsExactly(200);
        }
    }

    @Test
    void aCallerOpensNoMoreStreamsThanHeMayAndNobodyElseHasFewer() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var bodies = Stream.of("viewer", "viewer", "admin").map(token -> listen(client, token)).toList();

            var refused = served.send("GET", "/api/v1/events", "", "", "Authorization", "Bearer viewer");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.field("/type")).isEqualTo("urn:muster:problem:too-many-requests");
            for (var body : bodies) {
                body.close();
            }
            served.fleet().events().tell("w1", "workflow.started");
            client.shutdownNow();
            Awaitility.await().until(() -> {
                served.fleet().events().tell("w1", "task.completed");
                return served.api().openStreams() == 0;
            });
        }
    }

    @Test
    void whoIsOnTheSameMachineAsAnOpenCoordinatorIsNotCounted() {
        try (var open = new ServedFleet(new Admission(null, Set.of(), true, new CallerBounds(1, 1)))) {
            assertThat(IntStream.range(0, 20).map(time -> open.get("/api/v1/system").status()).distinct())
                    .containsExactly(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example", "[::1].evil.example"})
    void aNameThatAStrangerHasLeadHereIsNotServed(String host) throws IOException {
        try (var open = new ServedFleet(Admission.OPEN)) {
            for (var request : List.of("GET /api/v1/workflows", "POST /api/v1/workflows/w1/cancel",
                    "GET /", "GET /nothing", "POST " + PeerQuestion.PATH)) {
                assertThat(asked(open.port(), request, host).status()).isIn(400, 421);
            }
        }
    }

    @Test
    void aForeignNameIsToldSo() throws IOException {
        try (var open = new ServedFleet(Admission.OPEN)) {
            var refused = asked(open.port(), "GET /api/v1/system", "evil.example");

            assertThat(refused.status()).isEqualTo(421);
            assertThat(refused.text()).contains("urn:muster:problem:foreign-host");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:8080",
        "muster.test",
        "api.localhost:80"})
    void itsOwnNamesAndThoseThatItIsToldAreServed(String host) throws IOException {
        try (var open = new ServedFleet(
                new Admission(null, Set.of("muster.test"), true, CallerBounds.USUAL))) {
            assertThat(asked(open.port(), "GET /api/v1/system", host).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aBrowserThatSaysThatAnotherSiteAsksIsBelieved(String site) {
        try (var open = new ServedFleet(Admission.OPEN)) {
            open.fleet().status("w1", "RUNNING");

            var refused = open.send("POST", "/api/v1/workflows/w1/cancel", "", "", "Sec-Fetch-Site", site);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.field("/type")).isEqualTo("urn:muster:problem:foreign-origin");
            assertThat(open.fleet().orders()).isEmpty();
        }
    }

    /// @return 401 or 403; 0 for whatever else, since that was let in
    private int status(Row row, @Nullable String token) {
        var path = row.path().replace("{file}", "app.js").replaceAll("\\{[a-z]+}", "x") + "?unknown=1";
        var headers = token == null ? new String[0] : new String[]{"Authorization", "Bearer " + token};
        var reply = served.send(row.method(), path, "", "", headers);
        return reply.status() == 401 || reply.status() == 403 ? reply.status() : 0;
    }

    private static ServedFleet.Reply system(ServedFleet served, String token) {
        return served.send("GET", "/api/v1/system", "", "", "Authorization", "Bearer " + token);
    }

    private InputStream listen(HttpClient client, String token) {
        try {
            var request = HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + served.port() + "/api/v1/events"))
                    .header("Authorization", "Bearer " + token).build();
            var response = client.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RawClient.Answer asked(int port, String line, String host) throws IOException {
        try (var client = new RawClient(port)) {
            return client.send((line + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII), false, false).orElseThrow();
        }
    }
}
