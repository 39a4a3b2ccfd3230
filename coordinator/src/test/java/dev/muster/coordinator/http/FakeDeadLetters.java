package dev.muster.coordinator.http;

import dev.muster.common.error.ConflictException;
import dev.muster.common.error.UnknownDeadLetterException;
import dev.muster.coordinator.port.DeadLetterFilter;
import dev.muster.coordinator.port.DeadLetterId;
import dev.muster.coordinator.port.DeadLetterPage;
import dev.muster.coordinator.port.DeadLetterView;
import dev.muster.coordinator.port.DeadLetterView.State;
import dev.muster.coordinator.port.DeadLetters;
import java.util.Optional;

/// Has one letter, `0-7`. Thread-safe.
final class FakeDeadLetters implements DeadLetters {
    private State state = State.OPEN;

    @Override
    public synchronized DeadLetterPage list(DeadLetterFilter filter) {
        if ("no-such".equals(filter.cursor())) {
            throw new IllegalArgumentException("not a cursor of mine");
        }
        return new DeadLetterPage(find(new DeadLetterId(0, 7)).stream()
                .filter(letter -> letter.state() == filter.state()).toList(), null);
    }

    @Override
    public synchronized Optional<DeadLetterView> find(DeadLetterId id) {
        return id.equals(new DeadLetterId(0, 7))
                ? Optional.of(new DeadLetterView("0-7", state, "expected JSON",
                        new DeadLetterView.From("muster.commands", 1, 12), FakeFleet.NOW,
                        new DeadLetterView.Excerpt(4, "wf-1", null, true),
                        new DeadLetterView.Excerpt(900, null, "/w==", false)))
                : Optional.empty();
    }

    @Override
    public DeadLetterView replay(DeadLetterId id) {
        return settle(id, State.REPLAYED);
    }

    @Override
    public DeadLetterView discard(DeadLetterId id) {
        return settle(id, State.DISCARDED);
    }

    private synchronized DeadLetterView settle(DeadLetterId id, State as) {
        var letter = find(id).orElseThrow(() -> new UnknownDeadLetterException("no letter " + id));
        if (letter.state() != State.OPEN && letter.state() != as) {
            throw new ConflictException("it is " + letter.state());
        }
        state = as;
        return find(id).orElseThrow();
    }
}
