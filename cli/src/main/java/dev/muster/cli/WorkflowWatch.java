package dev.muster.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Follows a workflow over HTTP and shows it as it goes. A server that falls silent meanwhile, as a coordinator does
/// that is restarted, is given time to come back. Used by one thread.
public final class WorkflowWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /// A view of many tasks is dear to make: most of the time is left to the server's real work.
    private static final int IDLE_SHARE = 4;

    private final Api api;
    private final PatientApi patient;
    private final Display display;

    WorkflowWatch(Api api, Display display) {
        this.api = api;
        this.patient = new PatientApi(api, display::say);
        this.display = display;
    }

    /// @param server its address, such as `http://127.0.0.1:8080`
    /// @param token proves who asks; none if null
    public static WorkflowWatch on(String server, @Nullable String token, Terminal terminal) {
        return new WorkflowWatch(new Api(server, token), Display.on(terminal));
    }

    /// How a workflow ended.
    /// @param json the whole of it, as the server told
    public record Ended(String status, String json) {
        public boolean completed() {
            return status.equals("COMPLETED");
        }
    }

    /// Shows the workflow until it has ended.
    /// @throws CommandFailedException if the server refuses, or stays silent
    public Ended follow(String id) {
        return follow(id, false);
    }

    Ended follow(String id, boolean heard) {
        var path = "/api/v1/workflows/" + Api.escaped(id);
        var answer = heard ? patient.get(path) : api.get(path);
        Snapshot before = null;
        while (true) {
            var now = Snapshot.of(answer.json());
            display.show(now, Changes.between(before, now));
            if (now.hasEnded()) {
                return new Ended(now.status(), answer.text());
            }
            before = now;
            var asked = System.nanoTime();
            answer = patient.get(path);
            PatientApi.pause(Math.max(BETWEEN_LOOKS.toNanos(), IDLE_SHARE * (System.nanoTime() - asked)));
        }
    }
}
