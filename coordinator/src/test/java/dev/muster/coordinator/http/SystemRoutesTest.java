package dev.muster.coordinator.http;

import dev.muster.common.error.NotReadyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SystemRoutesTest {
    private final ServedFleet served = new ServedFleet();

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void theSystemTellsItsFigures() {
        assertThat(served.get("/api/v1/system").body()).isEqualTo("""
                {"version":"0.1.0","workflows":{"total":3,"active":1,"executed":2,"limit":100},\
                "tasks":{"executed":7},\
                "reliability":{"rollbacksPerformed":1},"agents":["finance"],"templates":["brand-launch"]}""");
    }

    @Test
    void theLimitOfRunningWorkflowsIsSetAndRemoved() {
        assertThat(served.put("/api/v1/system", "{\"limit\":7}").field("/workflows/limit")).isEqualTo("7");
        assertThat(served.put("/api/v1/system", "{}").field("/workflows/limit")).isEqualTo("7");
        assertThat(served.put("/api/v1/system", "{\"limit\":null}").json().at("/workflows").has("limit"))
                .isFalse();
    }

    @Test
    void aLimitThatCantBeIsRefused() {
        var reply = served.put("/api/v1/system", "{\"limit\":-1}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.field("/errors/0/path")).isEqualTo("/limit");
    }

    @Test
    void aServerIsReadyWhenItCanAnswer() {
        assertThat(served.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void aServerThatIsNotReadyIsAliveNevertheless() {
        served.fleet().failWith(new NotReadyException("the coordinator starts, expected to be ready soon"));

        assertThat(served.get("/health/ready").status()).isEqualTo(503);
        assertThat(served.get("/health/ready").header("Retry-After")).isEqualTo("1");
        assertThat(served.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
    }

    @Test
    void aServerOfWhichAPartFailedIsNotLive() {
        served.fleet().failWith(new AssertionError("a part failed"));

        assertThat(served.get("/health/live").status()).isEqualTo(503);
        assertThat(served.get("/health/live").field("/type")).isEqualTo("urn:muster:problem:not-ready");
    }

    @Test
    void whatCanBeHadCanBeAskedForItsHead() {
        var head = served.send("HEAD", "/api/v1/system", "", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
