package dev.muster.common.format;

import dev.muster.common.Json;
import dev.muster.common.error.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InputSchemaTest {
    private static final DefinitionReader READER = new DefinitionReader();

    @Test
    void theShortFormStandsForAJsonSchema() {
        var definition = withInput(
                "{brand: string, count: integer?, tags: [string], owner: {name: string, age: any?}}");

        assertThat(definition.workflow().inputSchema()).isEqualTo(new Json(
                """
                        {"type":"object","properties":{"brand":{"type":"string"},"count":{"type":"integer"},\
                        "tags":{"type":"array","items":{"type":"string"}},\
                        "owner":{"type":"object","properties":{"name":{"type":"string"},"age":{}},"required":["name"],\
                        "additionalProperties":false}},"required":["brand","tags","owner"],"additionalProperties":false}"""));
    }

    @Test
    void aFieldOfTheShortFormMayBeAJsonSchemaOfItsOwn() {
        var definition = withInput("{count: {type: integer, minimum: 1}, tone: {enum: [warm, cool]}}");

        assertThat(definition.inputFaults(new Json("{\"count\":0,\"tone\":\"hot\"}"))).containsExactly(
                new Fault("/input/count", "must have a minimum value of 1"),
                new Fault("/input/tone", "does not have a value in the enumeration [\"warm\", \"cool\"]"));
    }

    @Test
    void aFieldNamedTypeNeedsAJsonSchemaAroundIt() {
        var definition = withInput("{type: object, properties: {type: {type: string}}, required: [type]}");

        assertThat(definition.inputFaults(new Json("{\"type\":\"a\"}"))).isEmpty();
        assertThat(definition.inputFaults(new Json("{}")))
                .containsExactly(new Fault("/input", "required property 'type' not found"));
    }

    @Test
    void everyFaultOfAnInputIsReportedWhereItStands() {
        var definition = withInput("{brand: string, count: integer, tags: [string]}");

        var faults = definition.inputFaults(
                new Json("{\"count\":1.5,\"tags\":[\"a\",1,null],\"sl/ash\":true}"));

        assertThat(faults).containsExactlyInAnyOrder(
                new Fault("/input", "required property 'brand' not found"),
                new Fault("/input/count", "number found, integer expected"),
                new Fault("/input/tags/1", "integer found, string expected"),
                new Fault("/input/tags/2", "null found, string expected"),
                new Fault("/input",
                        "property 'sl/ash' is not defined in the schema and the schema does not allow"
                                + " additional properties"));
    }

    @Test
    void aDefinitionWithoutASchemaAcceptsAnyInput() {
        var definition = READER.read("{\"name\":\"x\",\"tasks\":{\"a\":{\"agent\":\"g\",\"action\":\"x\"}}}");

        assertThat(definition.inputFaults(new Json("[1,2]"))).isEmpty();
    }

    @Test
    void aSchemaThatRefersToItselfWithoutEndIsStopped() {
        var definition = withInput("{$ref: '#'}");

        assertThat(definition.inputFaults(new Json("{}"))).containsExactly(
                new Fault("/input", "takes too many steps to check against its schema"));
    }

    @Test
    void aPatternIsMatchedInLinearTime() {
        var definition = withInput("{word: {type: string, pattern: '^(a+)+$'}}");

        var faults = definition.inputFaults(new Json("{\"word\":\"" + "a".repeat(50_000) + "b\"}"));

        assertThat(faults).extracting(Fault::path).isEqualTo(List.of("/input/word"));
    }

    private static Definition withInput(String schema) {
        return READER.read("name: x\ninput: " + schema + "\ntasks: {a: {agent: g, action: x}}");
    }
}
