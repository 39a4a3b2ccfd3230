package dev.muster.coordinator.streams;

import dev.muster.coordinator.streams.LateTransactions.Ends;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LateTransactionsTest {
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    private static final TopicPartition OTHER = new TopicPartition("events", 1);

    private final LateTransactions transactions = new LateTransactions();

    @Test
    void aTransactionThatStaysOpenIsLateAfterFiveLooks() {
        for (var look = 1; look < 5; look++) {
            assertThat(look(5, 8 + look)).isEmpty();
        }

        assertThat(look(5, 12)).containsExactly(Map.entry(PARTITION, 5L));
        assertThat(look(5, 13)).containsExactly(Map.entry(PARTITION, 5L));
    }

    @Test
    void onesThatFollowEachOtherAreNotLate() {
        for (var at = 0; at < 100; at++) {
            assertThat(look(at, at + 3)).isEmpty();
        }
    }

    @Test
    void oneThatEndedIsNotLateAnyMore() {
        for (var look = 1; look <= 5; look++) {
            look(5, 8);
        }

        assertThat(look(9, 9)).isEmpty();
        assertThat(look(5, 8)).as("as if it had never been seen").isEmpty();
    }

    @Test
    void eachPartitionIsLookedAtByItself() {
        for (var look = 1; look < 5; look++) {
            transactions.looked(Map.of(PARTITION, new Ends(5, 8), OTHER, new Ends(3, 3)));
        }

        assertThat(transactions.looked(Map.of(PARTITION, new Ends(5, 8), OTHER, new Ends(3, 4))))
                .containsExactly(Map.entry(PARTITION, 5L));
    }

    @Test
    void aPartitionThatIsGoneIsForgotten() {
        for (var look = 1; look < 5; look++) {
            look(5, 8);
        }

        assertThat(transactions.looked(Map.of())).isEmpty();
        assertThat(look(5, 8)).isEmpty();
    }

    private Map<TopicPartition, Long> look(long committed, long all) {
        return transactions.looked(Map.of(PARTITION, new Ends(committed, all)));
    }
}
