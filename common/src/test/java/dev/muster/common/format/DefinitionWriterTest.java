package dev.muster.common.format;

import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DefinitionWriterTest {
    private static final int ROUNDS = 500;

    private final DefinitionReader reader = new DefinitionReader();

    /// `-Dseed=N` replays the round of that seed alone.
    @Test
    void anyDefinitionReadsBackFromItsCanonicalFormAndItsYamlIsEqualToItsJson() {
        var replayed = Long.getLong("seed");
        var seeds = new Random();
        for (var round = 0; round < (replayed == null ? ROUNDS : 1); round++) {
            var seed = replayed == null ? seeds.nextLong() : replayed;
            var text = RandomDefinition.of(seed);
            var told = "replay with -Dseed=" + seed + "\n" + text;

            var definition = reader.read(text, Syntax.JSON);
            var again = reader.read(definition.json());

            assertThat(again.workflow()).as(told).isEqualTo(definition.workflow());
            assertThat(again.json()).as(told).isEqualTo(definition.json());
            assertThat(reader.read(text, Syntax.YAML).json()).as(told).isEqualTo(definition.json());
        }
    }

    @Test
    void whatHasItsUsualValueIsLeftOut() {
        var definition = reader.read("""
                name: x
                version: 1
                onFailure: rollback
                priority: 0
                tags: []
                tasks:
                  a:
                    agent: g
                    action: x
                    input: {}
                    dependsOn: []
                    retry: {attempts: 3, delay: 5s, factor: 2, ceiling: 300s, jitter: 0, notRetried: []}
                    allowFailure: false
                    forEach: 3
                    as: item
                    compensate: {agent: g, action: u, input: {}}
                """);

        assertThat(definition.json().text())
                .isEqualTo("{\"name\":\"x\",\"tasks\":{\"a\":{\"agent\":\"g\",\"action\":\"x\","
                        + "\"forEach\":\"${3}\",\"compensate\":{\"action\":\"u\"}}}}");
    }

    @Test
    void aTimeoutThatIsStatedIsKeptEvenIfItIsTheUsualOne() {
        var definition = reader.read("""
                {"name": "x", "tasks": {"a": {"agent": "g", "action": "x", "timeout": "300s",
                  "compensate": {"action": "u", "timeout": "PT5M"}}}}""");

        assertThat(definition.json().text()).isEqualTo(
                "{\"name\":\"x\",\"tasks\":{\"a\":{\"agent\":\"g\",\"action\":\"x\",\"timeout\":\"5m\","
                        + "\"compensate\":{\"action\":\"u\",\"timeout\":\"5m\"}}}}");
    }

    @Test
    void namesWithoutAnOrderOfTheirOwnAreSorted() {
        var one = reader.read("{name: x, metadata: {b: 1, a: 2}, tasks: {t: {agent: g, action: x}}}",
                Syntax.YAML);
        var other = reader.read("{metadata: {a: '2', b: '1'}, tasks: {t: {action: x, agent: g}}, name: x}",
                Syntax.YAML);

        assertThat(one.json()).isEqualTo(other.json());
    }

    @Test
    void numbersInAnInputKeepTheirText() {
        var definition = reader.read("{\"name\":\"x\",\"tasks\":{\"t\":{\"agent\":\"g\",\"action\":\"x\","
                + "\"input\":[2.50,1e400,12345678901234567890,-0]}}}");

        assertThat(definition.json().text()).contains("[2.50,1e400,12345678901234567890,-0]");
    }
}
