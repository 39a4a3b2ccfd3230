package dev.muster.coordinator.http;

import dev.muster.common.error.NotReadyException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyRoomTest {
    private final BodyRoom room = new BodyRoom(2L * Body.MOST_BYTES, Duration.ZERO);

    @Test
    void bodiesTakeNoMoreRoomTogetherThanThereIs() {
        room.take(Body.MOST_BYTES);
        room.take(Body.MOST_BYTES - 4096);
        room.take(4096);

        assertThatThrownBy(() -> room.take(1)).isInstanceOf(NotReadyException.class)
                .hasMessage("too many requests are under way, expected fewer at once");
    }

    @Test
    void whoIsAnsweredMakesRoom() {
        room.take(Body.MOST_BYTES);
        var taken = room.take(Body.MOST_BYTES);

        taken.close();

        assertThatCode(() -> room.take(Body.MOST_BYTES)).doesNotThrowAnyException();
    }

    @Test
    void oneThatIsTooLargeTakesAsMuchAsTheLargestThatIsRead() {
        room.take(Body.MOST_BYTES);

        assertThatCode(() -> room.take(100L * Body.MOST_BYTES)).doesNotThrowAnyException();
    }
}
