package dev.muster.dev;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ServedAgentTest {
    @Test
    void aSampleAgentIsFoundByItsType(@TempDir Path folder) {
        var agent = ServedAgent.parse("finance_inventory=sample:" + folder);

        assertThat(agent).isInstanceOf(ServedAgent.Sample.class);
        assertThat(agent.type()).isEqualTo("finance_inventory");
    }

    @Test
    void aProgramIsNoSample() {
        assertThat(ServedAgent.parse("pay=exec:./pay.py =sample")).isInstanceOf(ServedAgent.Outside.class);
    }

    @Test
    void aSampleAgentThatIsNotThereIsRefusedNamingThoseThatAre() {
        assertThatThrownBy(() -> ServedAgent.parse("finanze=sample:out"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no sample agent 'finanze', expected one of "
                        + "[content, finance_inventory, marketing, visual_content, web_development]");
    }
}
