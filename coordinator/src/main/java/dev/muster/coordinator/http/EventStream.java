package dev.muster.coordinator.http;

import dev.muster.common.error.MusterException;
import dev.muster.coordinator.port.Events;
import dev.muster.coordinator.port.Events.Heard;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Server-sent events, as HTML's standard has them, for as long as somebody reads them. Used by one thread.
///
/// Whatever ends a stream, the client may come again with the id that it heard last, and miss nothing.
final class EventStream implements Reply {
    static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

    private final Events.Subscription subscription;
    private final OpenStreams.Stream open;
    private final StreamRules rules;

    EventStream(Events.Subscription subscription, OpenStreams.Stream open, StreamRules rules) {
        this.subscription = subscription;
        this.open = open;
        this.rules = rules;
    }

    /// Returns when the stream is over.
    void send(OutputStream out) {
        try (subscription; open) {
            tellAll(out);
            out.close();
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the subscriber went, or read too slowly", e);
        } catch (MusterException e) {
            throw new CloseConnectionException("the events can't be told now", e);
        }
    }

    private void tellAll(OutputStream out) throws IOException {
        write(out, "retry: " + rules.retry().toMillis() + "\n\n");
        try {
            while (!open.isEnding() && tell(out, subscription.next(rules.heartbeat()))) {
                // Told, the next one is waited for.
            }
        } catch (InterruptedException e) {
            // All streams are ended. The flag would break the connection before it is told so.
        }
    }

    private boolean tell(OutputStream out, Heard heard) throws IOException {
        return switch (heard) {
            case Heard.Batch batch when batch.events().isEmpty() -> {
                // What has passed by the filter need not be looked at again.
                write(out, ": all is well\nid: " + batch.position() + "\n\n");
                yield true;
            }
            case Heard.Batch batch -> {
                var text = new StringBuilder();
                batch.events().forEach(event -> text.append("id: ").append(event.position())
                        .append("\ndata: ").append(event.json().text()).append("\n\n"));
                write(out, text.toString());
                yield true;
            }
            case Heard.Lost() -> false;
        };
    }

    private void write(OutputStream out, String text) throws IOException {
        open.beginsToWrite();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        open.hasWritten();
    }
}
