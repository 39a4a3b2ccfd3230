package dev.muster.common.format;

import dev.muster.common.TaskId;
import dev.muster.common.error.CircularDependencyException;
import dev.muster.common.error.Fault;
import dev.muster.common.error.InvalidDefinitionException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DefinitionFaultsTest {
    private static final DefinitionReader READER = new DefinitionReader();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]                         | ``                | expected an object, was a list
            {tasks: {a: T}}             | ``                | field 'name' is missing
            {name: x}                   | ``                | field 'tasks' is missing
            {name: 1x, tasks: {a: T}}   | /name             | definition name '1x' is not allowed: expected 1 to 100 letters, digits, '_', '.' or '-', the first a letter
            {name: x, tasks: {}}        | /tasks            | expected at least one task
            {name: x, tasks: [T]}       | /tasks            | expected an object with a task under each id, was a list
            {name: x, tasks: {1a: T}}   | /tasks/1a         | task id '1a' is not allowed: expected 1 to 64 letters, digits or '_', the first not a digit
            {name: x, tasks: {'a[0]': T}} | /tasks/a[0]     | task id 'a[0]' is not allowed: expected 1 to 64 letters, digits or '_', the first not a digit
            {name: x, tasks: {'a/b': T}} | /tasks/a~1b      | task id 'a/b' is not allowed: expected 1 to 64 letters, digits or '_', the first not a digit
            {name: x, tasks: {a: T, a: T}} | /tasks/a       | 'a' stands here more than once
            {name: x, name: y, tasks: {a: T}} | /name       | 'name' stands here more than once
            {name: x, task: 1, tasks: {a: T}} | /task       | unknown field 'task', did you mean 'tasks'?
            {name: x, version: 0, tasks: {a: T}} | /version | expected a whole number from 1 to 2147483647, was 0
            {name: x, version: 1.5, tasks: {a: T}} | /version | expected a whole number from 1 to 2147483647, was 1.5
            {name: x, priority: 1001, tasks: {a: T}} | /priority | expected a whole number from -1000 to 1000, was 1001
            {name: x, maxParallelTasks: many, tasks: {a: T}} | /maxParallelTasks | expected a whole number from 1 to 2147483647, was a string
            {name: x, timeout: 5 sec, tasks: {a: T}} | /timeout | expected a duration such as 250ms, 5s, 2m or 1h30m, was '5 sec'
            {name: x, timeout: 300, tasks: {a: T}} | /timeout | expected a duration such as 250ms, 5s, 2m or 1h30m, was a number
            {name: x, onFailure: rollbak, tasks: {a: T}} | /onFailure | expected one of rollback, fail, continue, was 'rollbak', did you mean 'rollback'?
            {name: x, tags: [a, a], tasks: {a: T}} | /tags/1 | 'a' stands here more than once
            {name: x, tags: [''], tasks: {a: T}} | /tags/0  | expected a string that is not empty
            {name: x, tags: a, tasks: {a: T}} | /tags       | expected a list, was a string
            {name: x, metadata: {a: [1]}, tasks: {a: T}} | /metadata/a | expected a string, was a list
            {name: x, description: .inf, tasks: {a: T}} | /description | expected a finite number, was .inf
            {name: x, input: {a: strng}, tasks: {a: T}} | /input/a | unknown type 'strng', did you mean 'string'? Expected one of string, integer, number, boolean, object, array, null, any, or a JSON Schema with a 'type'
            {name: x, input: [string, string], tasks: {a: T}} | /input | expected a type, a list of one type, an object of them or a JSON Schema, was a list
            {name: x, input: {a: {type: string, minLength: -1}}, tasks: {a: T}} | /input/properties/a/minLength | must have a minimum value of 0
            {name: x, input: {type: object, $ref: 'http://127.0.0.1/x'}, tasks: {a: T}} | /input | bad JSON Schema: Schema from 'http://127.0.0.1/x' is not allowed to be loaded.
            {name: x, input: {type: object, $ref: '#/$defs/b'}, tasks: {a: T}} | /input | bad JSON Schema: Reference /$defs/b cannot be resolved
            {name: x, input: {type: string, pattern: '(a)\\1'}, tasks: {a: T}} | /input/pattern | is not a regular expression that can be matched in linear time, as RE2 has them
            {name: x, input: {type: object, $schema: 'http://json-schema.org/draft-07/schema#'}, tasks: {a: T}} | /input/$schema | expected https://json-schema.org/draft/2020-12/schema, was another draft
            """)
    void aFaultOfTheWorkflowIsReportedWhereItStands(String yaml, String path, String message) {
        var text = yaml.replaceAll("\\bT\\b", "{agent: g, action: act}");

        assertThat(faults(text)).containsExactly(new Fault(path == null ? "" : path, message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3                                    | ``               | expected an object, was a number
            {action: x}                          | ``               | field 'agent' is missing
            {agent: g}                           | ``               | field 'action' is missing
            {agent: g g, action: x}              | /agent           | agent type 'g g' is not allowed: expected 1 to 100 letters, digits, '_' or '-', the first a letter
            {agent: g, action: 1}                | /action          | expected a string, was a number
            {agent: g, action: -x}               | /action          | action '-x' is not allowed: expected 1 to 100 letters, digits, '_', '.' or '-', the first a letter
            {agent: g, action: x, depndsOn: [a]} | /depndsOn        | unknown field 'depndsOn', did you mean 'dependsOn'?
            {agent: g, action: x, dependsOn: a}  | /dependsOn       | expected a list, was a string
            {agent: g, action: x, dependsOn: [1]} | /dependsOn/0    | expected a task's id, was a number
            {agent: g, action: x, dependsOn: [a, a]} | /dependsOn/1 | 'a' stands here more than once
            {agent: g, action: x, dependsOn: [A]} | /dependsOn/0    | unknown task 'A', did you mean 'a'?
            {agent: g, action: x, dependsOn: [else]} | /dependsOn/0 | unknown task 'else'
            {agent: g, action: x, dependsOn: [t]} | /dependsOn/0    | task 't' depends on itself
            {agent: g, action: x, timeout: 0s}   | /timeout         | expected at least 1ms, was 0s
            {agent: g, action: x, timeout: PT0.0001S} | /timeout    | expected a duration such as 250ms, 5s, 2m or 1h30m, was 'PT0.0001S'
            {agent: g, action: x, budget: 9999d} | /budget          | expected a duration such as 250ms, 5s, 2m or 1h30m, was '9999d'
            {agent: g, action: x, allowFailure: 1} | /allowFailure  | expected true or false, was a number
            {agent: g, action: x, retry: 3}      | /retry           | expected an object, was a number
            {agent: g, action: x, retry: {attempts: 0}} | /retry/attempts | expected a whole number from 1 to 1000, was 0
            {agent: g, action: x, retry: {delay: -1s}} | /retry/delay | expected a duration such as 250ms, 5s, 2m or 1h30m, was '-1s'
            {agent: g, action: x, retry: {factor: 0.5}} | /retry/factor | expected a number from 1 to 100, was 0.5
            {agent: g, action: x, retry: {jitter: 2}} | /retry/jitter | expected a number from 0 to 1, was 2
            {agent: g, action: x, retry: {delay: 10s, ceiling: 5s}} | /retry/ceiling | expected at least the delay of 10s, was 5s
            {agent: g, action: x, retry: {notRetried: [a, a]}} | /retry/notRetried/1 | 'a' stands here more than once
            {agent: g, action: x, retry: {tries: 3}} | /retry/tries | unknown field 'tries'
            {agent: g, action: x, compensate: undo} | /compensate   | expected an object, was a string
            {agent: g, action: x, compensate: {agent: h}} | /compensate | field 'action' is missing
            {agent: g, action: x, compensate: {acton: u, action: u}} | /compensate/acton | unknown field 'acton', did you mean 'action'?
            {agent: g, action: x, as: y}         | /as              | has no meaning without 'forEach'
            {agent: g, action: x, atMost: 2}     | /atMost          | has no meaning without 'forEach'
            {agent: g, action: x, forEach: -1}   | /forEach         | expected one expression such as ${input.items}, a list without expressions, or a whole number
            {agent: g, action: x, forEach: 'a ${input}'} | /forEach | expected one expression such as ${input.items}, a list without expressions, or a whole number
            {agent: g, action: x, forEach: 3, as: input} | /as      | 'input' is not allowed: expressions know something else by that name
            {agent: g, action: x, forEach: 3, as: for} | /as        | 'for' is not allowed: it is a reserved word of expressions
            {agent: g, action: x, forEach: 3, as: a b} | /as        | 'a b' is not allowed: expected a letter, then letters, digits or '_'
            {agent: g, action: x, forEach: 3, atMost: 0} | /atMost  | expected a whole number from 1 to 2147483647, was 0
            {agent: g, action: x, when: 'yes'}   | /when            | expected one expression such as ${input.count > 0}
            {agent: g, action: x, metadata: []}  | /metadata        | expected an object, was a list
            """)
    void aFaultOfATaskIsReportedWhereItStands(String task, String path, String message) {
        assertThat(faults(withTask(task))).containsExactly(
                new Fault("/tasks/t" + (path == null ? "" : path), message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${ }                    | the expression is empty
            ${input.n               | the '${' at column 1 has no closing '}'
            a ${'}                  | the '${' at column 3 has no closing '}'
            ${1 +}                  | bad expression '1 +' at line 1, column 4: unexpected end
            ${1 2}                  | bad expression '1 2' at line 1, column 3: unexpected '2'
            ${(1}                   | bad expression '(1' at line 1, column 3: unexpected end
            ${input.in}             | bad expression 'input.in' at line 1, column 7: unexpected '.in'
            ${foo}                  | bad expression 'foo' at line 1, column 1: there is no name or function 'foo'
            ${item}                 | bad expression 'item' at line 1, column 1: there is no name or function 'item'
            a ${input} b ${now()}   | bad expression 'now()' at line 1, column 4: there is no name or function 'now'
            ${1 + 'a'}              | bad expression '1 + 'a'' at line 1, column 3: '+' does not take (int, string)
            ${tasks}                | 'tasks' can't stand alone: expected tasks.<task id>.output
            ${tasks.a}              | expected tasks.a.output instead of tasks.a
            ${tasks.a.outptu}       | a task has no field 'outptu': expected tasks.a.output
            ${tasks.c.output.x}     | refers to the unknown task 'c'
            ${tasks.c.output.x + 1} | refers to the unknown task 'c'
            ${tasks.b.output}       | refers to task 'b', which 't' does not depend on: add it to dependsOn
            ${tasks.b.output + 1}   | refers to task 'b', which 't' does not depend on: add it to dependsOn
            ${tasks.t.output}       | task 't' refers to its own output
            ${[1].map(input, 1)}    | the name 'input' is taken: give the macro's variable another
            """)
    void aBadExpressionIsReportedWithThePlaceInIt(String expression, String message) {
        var task = "{agent: g, action: x, dependsOn: [a], input: {deep: [{v: \"" + expression + "\"}]}}";

        assertThat(faults(withTask(task))).containsExactly(new Fault("/tasks/t/input/deep/0/v", message));
    }

    @Test
    void aLineOfAnExpressionIsCountedInTheExpression() {
        var faults = faults(withTask("{agent: g, action: x, input: \"${input.a +\\n  foo}\"}"));

        assertThat(faults).containsExactly(new Fault("/tasks/t/input",
                "bad expression 'input.a + foo' at line 2, column 3: there is no name or function 'foo'"));
    }

    @Test
    void anExpressionThatIsTooLongIsRefused() {
        var faults = faults(withTask("{agent: g, action: x, when: \"${" + "1+".repeat(2_000) + "1 > 0}\"}"));

        assertThat(faults).containsExactly(new Fault("/tasks/t/when",
                "the expression has 4005 characters, more than the 4000 allowed"));
    }

    @Test
    void anExpressionThatIsNestedTooDeepIsRefused() {
        var faults = faults(withTask(
                "{agent: g, action: x, input: \"${" + "(".repeat(500) + "1" + ")".repeat(500) + "}\"}"));

        assertThat(faults).singleElement().extracting(Fault::message).asString().contains("recursion limit");
    }

    @Test
    void anExpressionWhoseMacrosCouldMultiplyWithoutBoundIsRefused() {
        var expression = "X";
        for (var depth = 0; depth < 6; depth++) {
            expression = expression.replace("X", "[[" + "v,".repeat(5) + "v]].map(v, X)");
        }

        var faults = faults(withTask(
                "{agent: g, action: x, input: \"${[1].map(v, " + expression.replace("X", "v") + ")}\"}"));

        assertThat(faults)
                .containsExactly(new Fault("/tasks/t/input", "the expression uses the variables of its"
                        + " macros too often: the numbers of uses of each, multiplied, may be at most 4096"));
    }

    @Test
    void expressionsAreLookedAtInEveryFieldThatMayHoldThem() {
        var faults = faults(withTask(
                """
                        {agent: 5, action: x, when: '${no1}', forEach: '${no2}', as: one, input: '${one + oneIndex + no3}',
                         compensate: {action: u, input: ['${one}', '${no4}']}}"""));

        assertThat(faults).extracting(Fault::path).containsExactly("/tasks/t/agent", "/tasks/t/input",
                "/tasks/t/forEach", "/tasks/t/when", "/tasks/t/compensate/input/1");
    }

    @Test
    void aConditionSeesNoItemBecauseItIsAskedBeforeThereAreAny() {
        var faults = faults(withTask("{agent: g, action: x, forEach: 3, when: '${item > 1}'}"));

        assertThat(faults).containsExactly(new Fault("/tasks/t/when",
                "bad expression 'item > 1' at line 1, column 1: there is no name or function 'item'"));
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        var faults = faults("""
                name: 1
                timeout: soon
                tasks:
                  a: {agent: g, acton: x, dependsOn: [b, nobody]}
                  b: {agent: g, action: x, dependsOn: [a], input: "${nothing}"}
                """);

        assertThat(faults).extracting(Fault::path).containsExactly("/name", "/timeout", "/tasks/a/acton",
                "/tasks/a",
                "/tasks/a/dependsOn/1", "/tasks/a/dependsOn/0", "/tasks/b/input");
    }

    @Test
    void aCycleIsNamedTaskByTask() {
        var thrown = catchThrowableOfType(CircularDependencyException.class, () -> READER.read("""
                name: x
                tasks:
                  start: {agent: g, action: x}
                  c: {agent: g, action: x, dependsOn: [start, b]}
                  a: {agent: g, action: x, dependsOn: [c]}
                  b: {agent: g, action: x, dependsOn: [a]}
                """));

        assertThat(thrown).hasMessage("circular dependency: c -> b -> a -> c");
        assertThat(thrown.cycle()).containsExactly(new TaskId("c"), new TaskId("b"), new TaskId("a"));
        assertThat(thrown.faults()).containsExactly(
                new Fault("/tasks/c/dependsOn/1", "circular dependency: c -> b -> a -> c"));
    }

    @Test
    void everyCycleIsFound() {
        var faults = faults("""
                name: x
                tasks:
                  a: {agent: g, action: x, dependsOn: [b]}
                  b: {agent: g, action: x, dependsOn: [c, a]}
                  c: {agent: g, action: x, dependsOn: [b]}
                  d: {agent: g, action: x, dependsOn: [d]}
                  e: {agent: g, action: x, dependsOn: [f, a]}
                  f: {agent: g, action: x, dependsOn: [e]}
                """);

        assertThat(faults).extracting(Fault::message).containsExactly("task 'd' depends on itself",
                "circular dependency: a -> b -> a", "circular dependency: b -> c -> b",
                "circular dependency: e -> f -> e");
    }

    @Test
    void aReferenceWithinACycleIsNotAFaultOfItsOwn() {
        var faults = faults("""
                name: x
                tasks:
                  a: {agent: g, action: x, dependsOn: [b], input: "${tasks.c.output}"}
                  b: {agent: g, action: x, dependsOn: [c]}
                  c: {agent: g, action: x, dependsOn: [a]}
                """);

        assertThat(faults).extracting(Fault::message)
                .containsExactly("circular dependency: a -> b -> c -> a");
    }

    @Test
    void anOutputMayBeReferredToThroughOtherTasks() {
        var definition = READER.read("""
                name: x
                tasks:
                  a: {agent: g, action: x}
                  b: {agent: g, action: x, dependsOn: [a]}
                  c: {agent: g, action: x, dependsOn: [b], input: "${tasks.a.output}"}
                """);

        assertThat(definition.workflow().tasks()).hasSize(3);
    }

    @Test
    void moreTasksThanAllowedAreRefused() {
        var tasks = IntStream.rangeClosed(0, WorkflowReader.MOST_TASKS)
                .mapToObj(i -> "\"t" + i + "\":{\"agent\":\"g\",\"action\":\"x\"}")
                .collect(Collectors.joining(",", "{\"name\":\"x\",\"tasks\":{", "}}"));

        assertThat(faults(tasks)).containsExactly(
                new Fault("/tasks", "has 10001 tasks, more than the 10000 allowed"));
    }

    @Test
    void manyFaultsAreListedUpToABound() {
        var tasks = IntStream.range(0, 1_500)
                .mapToObj(i -> "\"t" + i + "\":{\"agent\":\"g\"}")
                .collect(Collectors.joining(",", "{\"name\":\"x\",\"tasks\":{", "}}"));

        var faults = faults(tasks);

        assertThat(faults).hasSize(Faults.MOST + 1);
        assertThat(faults.getLast()).isEqualTo(new Fault("", "500 more faults are not listed"));
    }

    private static String withTask(String task) {
        return "name: x\ntasks:\n  a: {agent: g, action: act}\n  b: {agent: g, action: act}\n  t: " + task;
    }

    private static List<Fault> faults(String text) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> READER.read(text, Syntax.YAML))
                .faults();
    }
}
