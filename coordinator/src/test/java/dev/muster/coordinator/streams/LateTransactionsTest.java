package dev.muster.coordinator.streams;

import dev.muster.coordinator.streams.LateTransactions.Ends;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LateTransactionsTest {
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    private static final TopicPartition OTHER = new TopicPartition("events", 1);
    private static final long LATE = LateTransactions.LATE_AFTER.toMillis();

    private final LateTransactions transactions = new LateTransactions();

    @Test
    void aTransactionThatStaysOpenIsLateAfterAMinute() {
        assertThat(look(5, 8, 0)).isEmpty();
        assertThat(look(5, 9, LATE - 1)).isEmpty();
        assertThat(look(5, 12, LATE)).containsExactly(Map.entry(PARTITION, 5L));
    }

    @Test
    void onesThatFollowEachOtherAreNotLate() {
        for (var second = 0; second < 600; second++) {
            assertThat(look(second, second + 3, second * 1_000L)).isEmpty();
        }
    }

    @Test
    void oneThatEndedIsNotLateAnyMore() {
        look(5, 8, 0);
        assertThat(look(5, 8, LATE)).isNotEmpty();

        assertThat(look(9, 9, LATE + 1)).isEmpty();
        assertThat(look(5, 8, LATE + 2)).as("as if it had never been seen").isEmpty();
    }

    @Test
    void eachPartitionIsLookedAtByItself() {
        transactions.looked(Map.of(PARTITION, new Ends(5, 8), OTHER, new Ends(3, 3)), 0);

        assertThat(transactions.looked(Map.of(PARTITION, new Ends(5, 8), OTHER, new Ends(3, 4)), LATE))
                .containsExactly(Map.entry(PARTITION, 5L));
    }

    @Test
    void aPartitionThatIsGoneIsForgotten() {
        look(5, 8, 0);

        assertThat(transactions.looked(Map.of(), LATE)).isEmpty();
        assertThat(look(5, 8, LATE + 1)).isEmpty();
    }

    private Map<TopicPartition, Long> look(long committed, long all, long nowMillis) {
        return transactions.looked(Map.of(PARTITION, new Ends(committed, all)), nowMillis);
    }
}
