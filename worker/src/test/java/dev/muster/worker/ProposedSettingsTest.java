package dev.muster.worker;

import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProposedSettingsTest {
    @Agent(value = "finance", limit = 7, ratePerSecond = 2.5, timeoutSeconds = 30, breakerFailures = 3)
    static final class Finance {
        @Action("pay")
        void pay() {}
    }

    @Agent("mail")
    static final class Mail {
        @Action("send")
        void send() {}
    }

    @Test
    void annotationsProposeWhatTheFunctionalFormDoes() {
        var proposed = AgentDefinition.of("finance").limit(7).ratePerSecond(2.5)
                .timeout(Duration.ofSeconds(30)).breaker(3, Duration.ofMinutes(1), 2).settings();

        assertThat(settings(new Finance())).isEqualTo(proposed);
        assertThat(proposed).isEqualTo(AgentSettings.NONE.withLimit(7).withRatePerSecond(2.5)
                .withTimeout(Duration.ofSeconds(30)).withBreaker(new BreakerSettings(3, 60_000, 2)));
    }

    @Test
    void anAgentThatSaysNothingProposesNothing() {
        assertThat(settings(new Mail())).isEqualTo(AgentSettings.NONE);
    }

    @Test
    void aTimeoutThatCantBeIsRefused() {
        var agent = AgentDefinition.of("finance");

        assertThatThrownBy(() -> agent.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field timeoutMillis must be 1 to 315360000000");
    }

    private static AgentSettings settings(Object agent) {
        var faults = new ArrayList<String>();
        var definition = AnnotatedAgent.read(agent, faults);
        assertThat(faults).isEmpty();
        return Objects.requireNonNull(definition).settings();
    }
}
