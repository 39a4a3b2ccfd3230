package dev.muster.cli;

import java.time.Duration;
import java.util.function.Consumer;

/// Follows a stream of events. Whenever it ends, because the server is restarted or this end was too slow, it is taken up again
/// where it was. Used by one thread.
final class EventFollower {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final Consumer<String> say;
    private String lastId = "";
    private long heardAt = System.nanoTime();

    /// @param say told when the server falls silent
    EventFollower(Api api, Consumer<String> say) {
        this.api = api;
        this.say = say;
    }

    /// @param show given each event, in JSON
    /// @throws CommandFailedException if the server refuses, or stays silent
    void follow(String path, Consumer<String> show) {
        listen(path, show);
        var told = false;
        while (true) {
            PatientApi.pause(BETWEEN_TRIES.toNanos());
            try {
                listen(path, show);
                told = false;
            } catch (CommandFailedException e) {
                if (!e.mayPass() || System.nanoTime() - heardAt > PATIENCE.toNanos()) {
                    throw e;
                }
                if (!told) {
                    say.accept(e.getMessage() + "; trying again");
                    told = true;
                }
            }
        }
    }

    private void listen(String path, Consumer<String> show) {
        api.stream(path, lastId, line -> {
            heardAt = System.nanoTime();
            if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            } else if (line.startsWith("data: ")) {
                show.accept(line.substring(6));
            }
        });
    }
}
