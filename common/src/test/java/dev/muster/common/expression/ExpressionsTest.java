package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions;
import dev.muster.common.definition.Expressions.Items;
import dev.muster.common.definition.Expressions.Resolved;
import dev.muster.common.format.DefinitionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpressionsTest {
    private static final DefinitionReader READER = new DefinitionReader();
    private static final String INPUT = "{\"brand\":\"Lu\\\"men\",\"n\":3,\"price\":2.50,\"big\":12345678901234567890,"
            + "\"huge\":1e400,\"no\":null,\"ok\":true,\"list\":[1,{\"a\":2.0},\"x\"],\"z\":{\"b\":1,\"a\":[]},\"for\":7}";
    private static final TaskId TASK = new TaskId("t");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${input.brand}                          | "Lu\\"men"
            ${ input . n }                          | 3
            ${input.price}                          | 2.50
            ${input.big}                            | 12345678901234567890
            ${input.huge}                           | 1e400
            ${input.no}                             | null
            ${input.list}                           | [1,{"a":2.0},"x"]
            ${input.list[1].a}                      | 2.0
            ${input.z}                              | {"b":1,"a":[]}
            ${input.for}                            | 7
            ${tasks.a.output}                       | {"images":["a.png", "b.png"],"count":2}
            ${tasks.a.output.images[1]}             | "b.png"
            ${tasks.skipped.output}                 | null
            ${tasks.skipped.output == null}         | true
            by ${input.brand}, ${input.n} of ${input.list} | "by Lu\\"men, 3 of [1,{\\"a\\":2.0},\\"x\\"]"
            $${input.brand}                         | "${input.brand}"
            a $${b} ${input.n}                      | "a ${b} 3"
            costs $5                                | "costs $5"
            ${input.n + 1}                          | 4
            ${input.n * 2 > 5 && input.ok}          | true
            ${input.price * 2.0}                    | 5.0
            ${double(input.n) / 2.0}                | 1.5
            ${input.n == 3.0}                       | true
            ${input.big > 1}                        | true
            ${input.huge > 1.0}                     | true
            ${input.z.map(k, k)}                    | ["b","a"]
            ${input.list.filter(i, type(i) == int)} | [1]
            ${tasks.a.output.images.map(i, i.replace('.png', ''))} | ["a","b"]
            ${tasks.a.output.images.join(', ')}     | "a.png, b.png"
            ${size(tasks.a.output.images)}          | 2
            ${has(input.nothing)}                   | false
            ${input.?nothing.orValue('none')}       | "none"
            ${input['brand'].lowerAscii()}          | "lu\\"men"
            ${input.brand + '!'}                    | "Lu\\"men!"
            ${{'b': 1, 'a': [input.price, null]}}   | {"b":1,"a":[2.5,null]}
            ${b'abc'}                               | "YWJj"
            ${timestamp('2026-01-02T03:04:05Z') + duration('90s')} | "2026-01-02T03:05:35Z"
            ${duration('1500ms')}                   | "1.5s"
            ${math.greatest(input.n, 5)}            | 5
            ${[3, 1, 2].sort()}                     | [1,2,3]
            ${'a-b-c'.split('-')}                   | ["a","b","c"]
            ${'aaa'.replace('a', 'b', 2)}           | "bba"
            ${'ab'.replace('', '-')}                | "-a-b-"
            ${input.ok ? 'yes' : 'no'}              | "yes"
            ${18446744073709551615u}                | 18446744073709551615
            ${'}' + "{"}                            | "}{"
            """)
    void aStringBecomesTheValueOfItsExpression(String string, String expected) {
        assertThat(value(string)).isEqualTo(new Resolved.Value<>(new Json(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${input.nothing}           | there is no field 'nothing'
            ${input.nothing + 1}       | there is no field 'nothing'
            ${input.no.deep}           | field 'deep' is asked of something that is not an object
            ${input.n.deep + 1}        | field 'deep' is asked of something that is not an object
            ${tasks.skipped.output.x}  | field 'x' is asked of something that is not an object
            ${input.list[3]}           | the list has no item 3
            ${input.list[input.n]}     | the list has no item 3
            ${input.z[0]}              | item 0 is asked of something that is not a list
            ${input.n / 0}             | division by zero
            ${input.brand + 1}         | '+' does not take values of these types
            ${input.price * 2}         | '*' does not take values of these types
            ${input.brand < 1}         | '<' does not take values of these types
            ${input.n ? 1 : 2}         | a value is not of the type that is expected in its place
            ${int(input.brand)}        | a string is not in the form that the conversion expects
            ${9223372036854775807 + input.n} | a number is out of range
            ${input.huge + 1.0}        | it comes to Infinity, which JSON can't express
            ${input.price / 0.0}       | it comes to Infinity, which JSON can't express
            ${{1: 2}}                  | it comes to a map with keys that are not strings, which JSON can't express
            ${type(1)}                 | it comes to something that JSON can't express
            ${input.list.join()}              | join takes a list of strings: turn others into strings with map(x, string(x))
            ${input.brand.substring(99)} | a function does not accept its arguments
            """)
    void anExpressionThatHasNoValueSaysWhyWhereAndQuotesNoData(String string, String reason) {
        assertThat(value(string))
                .isEqualTo(new Resolved.Failed<Json>("/tasks/t/input: " + string + " failed: " + reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${input.list.map(i, i)}                        | [1,{"a":2.0},"x"]
            ${input.list.filter(i, i in [1, 'x'] ? true : i == 3.0).map(j, [j, j])} | [[1,1],["x","x"]]
            """)
    void theVariablesOfMacrosMayBeUsedOften(String string, String expected) {
        assertThat(value(string)).isEqualTo(new Resolved.Value<>(new Json(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${[input.long].map(a, a + a).map(b, b + b).map(c, c + c + c)[0]} | a text of more than 4194304 characters would come of it
            ${[input.long].map(a, a.replace('x', a))[0]} | a text of more than 4194304 characters would come of it
            ${[input.wide].map(a, [a, a, a, a, a, a]).map(b, [b, b, b, b, b]).map(c, [c, c, c, c])[0]} | more than 16777216 characters would come of it
            ${[input.long].map(a, [a, a, a]).map(b, [b, b, b]).map(c, [c, c, c])[0]} | more than 16777216 characters would come of it
            ${input.wide.map(a, [0, 1].map(b, b))} | it takes more than 100000 iterations
            """)
    void anExpressionThatWouldGrowWithoutBoundFails(String string, String reason) {
        var input = "{\"long\":\"" + "x".repeat(1 << 20) + "\",\"wide\":[0" + ",1".repeat(90_000) + "]}";

        var resolved = expressions("input: " + quoted(string)).input(TASK, new RecordingScope(input));

        assertThat(resolved).isEqualTo(
                new Resolved.Failed<Json>("/tasks/t/input: " + string + " failed: " + reason));
    }

    @Test
    void aFailureNamesTheFieldInWhichItsExpressionStands() {
        var expressions = expressions("input: {a: [1, {b: 'x ${input.nothing} y'}]}");

        assertThat(expressions.input(TASK, scope())).isEqualTo(new Resolved.Failed<Json>(
                "/tasks/t/input/a/1/b: ${input.nothing} failed: there is no field 'nothing'"));
    }

    @Test
    void onlyStringsWithExpressionsChangeInAnInput() {
        var expressions = expressions(
                "input: {z: [1, 2.50, true, null, {k: '${input.n}'}], '${input.n}': 'a\"b', a: '${input.price} EUR'}");

        assertThat(expressions.input(TASK, scope())).isEqualTo(new Resolved.Value<>(new Json(
                "{\"z\":[1,2.50,true,null,{\"k\":3}],\"${input.n}\":\"a\\\"b\",\"a\":\"2.50 EUR\"}")));
    }

    @Test
    void aTaskWithoutAConditionRuns() {
        assertThat(expressions("metadata: {}").condition(TASK, scope()))
                .isEqualTo(new Resolved.Value<>(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input.n > 2              | true
            input.ok                 | true
            tasks.skipped.output != null | false
            """)
    void aConditionHoldsOrNot(String expression, boolean expected) {
        var expressions = expressions("when: '${" + expression + "}'");

        assertThat(expressions.condition(TASK, scope())).isEqualTo(new Resolved.Value<>(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            input.n       | a number
            input.brand   | a string
            input.no      | null
            [input.n]     | a list
            input.z       | an object
            """)
    void aConditionThatIsNeitherTrueNorFalseFails(String expression, String kind) {
        var expressions = expressions("when: '${" + expression + "}'");

        assertThat(expressions.condition(TASK, scope()))
                .isEqualTo(new Resolved.Failed<Boolean>("/tasks/t/when: ${"
                        + expression + "} failed: it comes to " + kind + ", expected true or false"));
    }

    @Test
    void aForEachRunsOverAListOrARange() {
        assertThat(items("'${input.list}'")).isEqualTo(new Resolved.Value<>(
                new Items.Listed(List.of(new Json("1"), new Json("{\"a\":2.0}"), new Json("\"x\"")))));
        assertThat(items("'${input.list.filter(i, i != 1)}'")).isEqualTo(new Resolved.Value<>(
                new Items.Listed(List.of(new Json("{\"a\":2.0}"), new Json("\"x\"")))));
        assertThat(items("[de, 'f\"r', 3]")).isEqualTo(new Resolved.Value<>(
                new Items.Listed(List.of(new Json("\"de\""), new Json("\"f\\\"r\""), new Json("3")))));
        assertThat(items("'${input.n}'")).isEqualTo(new Resolved.Value<>(new Items.Range(3)));
        assertThat(items("'${input.n * 2}'")).isEqualTo(new Resolved.Value<>(new Items.Range(6)));
        assertThat(items("7")).isEqualTo(new Resolved.Value<>(new Items.Range(7)));
        assertThat(items("'${input.z.a}'")).isEqualTo(new Resolved.Value<>(new Items.Listed(List.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            input.brand   | it comes to a string, expected a list or a whole number
            input.price   | it comes to a number, expected a list or a whole number
            input.no      | it comes to null, expected a list or a whole number
            input.z       | it comes to an object, expected a list or a whole number
            input.n - 4   | it comes to -1, expected 0 to 2147483647
            input.huge    | it comes to a number, expected a list or a whole number
            """)
    void aForEachOverAnythingElseFails(String expression, String reason) {
        assertThat(items("'${" + expression + "}'")).isEqualTo(
                new Resolved.Failed<Items>("/tasks/t/forEach: ${" + expression + "} failed: " + reason));
    }

    @Test
    void aChildSeesItsItemAndItsIndex() {
        var expressions = expressions(
                """
                        forEach: '${input.list}', as: image, input: {path: '${image}', no: '${imageIndex + 1}', text: '${image + 1}'},
                        compensate: {action: u, input: 'undo ${image}'}""");

        var input = expressions.input(TASK.child(4), scope());
        var undo = expressions.compensationInput(TASK.child(4), scope());

        assertThat(input).isEqualTo(new Resolved.Value<>(new Json("{\"path\":41,\"no\":5,\"text\":42}")));
        assertThat(undo).isEqualTo(new Resolved.Value<>(new Json("\"undo 41\"")));
    }

    @Test
    void aCompensationThatGivesNoInputHasItsTasksOwn() {
        var expressions = expressions("input: {n: '${input.n}'}, compensate: {action: u}");

        assertThat(expressions.compensationInput(TASK, scope()))
                .isEqualTo(new Resolved.Value<>(new Json("{\"n\":3}")));
    }

    @Test
    void onlyTheOutputsThatAreReferredToAreAskedForAndEachOnce() {
        var expressions = expressions(
                "input: ['${tasks.a.output.count}', '${tasks.a.output.count + 1}', '${input.n}']");
        var scope = new RecordingScope();

        var input = expressions.input(TASK, scope);

        assertThat(input).isEqualTo(new Resolved.Value<>(new Json("[2,3,3]")));
        assertThat(scope.asked).containsExactly(new TaskId("a"));
    }

    @Test
    void theSameScopeGivesTheSameText() {
        var expressions = expressions(
                "input: {a: '${input.z.map(k, k + string(input.n))}', b: '${input}', c: '${[input, tasks.a.output]}'}");

        assertThat(expressions.input(TASK, scope())).isEqualTo(expressions.input(TASK, scope()));
    }

    @Test
    void theFirstOfTwoFieldsOfOneNameCountsForEveryKindOfExpression() {
        var expressions = expressions("input: ['${input.n}', '${input.n + 0}']");
        var scope = new RecordingScope("{\"n\":1,\"n\":2}");

        assertThat(expressions.input(TASK, scope)).isEqualTo(new Resolved.Value<>(new Json("[1,1]")));
    }

    private static Resolved<Json> value(String string) {
        return expressions("input: " + quoted(string)).input(TASK, scope());
    }

    private static Resolved<Items> items(String forEach) {
        return expressions("forEach: " + forEach).items(TASK, scope());
    }

    private static Expressions expressions(String fields) {
        return READER.read("""
                name: x
                tasks:
                  a: {agent: g, action: x}
                  skipped: {agent: g, action: x}
                  t: {agent: g, action: x, dependsOn: [a, skipped], %s}
                """.formatted(fields)).expressions();
    }

    private static String quoted(String string) {
        return "\"" + string.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Expressions.Scope scope() {
        return new RecordingScope();
    }

    private static final class RecordingScope implements Expressions.Scope {
        private static final Map<TaskId, Json> OUTPUTS = Map.of(new TaskId("a"),
                new Json("{\"images\":[\"a.png\", \"b.png\"],\"count\":2}"));

        private final List<TaskId> asked = new ArrayList<>();
        private final String input;

        RecordingScope() {
            this(INPUT);
        }

        RecordingScope(String input) {
            this.input = input;
        }

        @Override
        public Json input() {
            return new Json(input);
        }

        @Override
        public @Nullable Json output(TaskId task) {
            asked.add(task);
            return OUTPUTS.get(task);
        }

        @Override
        public @Nullable Json item() {
            return new Json("41");
        }
    }
}
