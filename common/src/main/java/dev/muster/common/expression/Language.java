package dev.muster.common.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelListsExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.Program;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The dialect of CEL that definitions speak: the standard functions and macros, the extensions for strings, lists,
/// mathematics and optional values, and nothing that knows the time or a random number.
///
/// Every evaluation is bounded: the expression's length and nesting, the iterations of its macros, and the size of
/// whatever it puts together. Thread-safe.
final class Language {
    static final int MOST_CHARACTERS = 4_000;
    static final int MOST_ITERATIONS = 100_000;

    /// Functions that can make much out of little, which [Bounded] defines anew.
    private static final Set<String> UNBOUNDED = Set.of("ADD_STRING", "ADD_BYTES");

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MOST_CHARACTERS)
            .maxParseRecursionDepth(64)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .maxRegexProgramSize(1_000)
            .build();

    /// Needs no type check, which is dear, but copies a macro's result at each step of it.
    private static final CelRuntime PLANNER = extended(CelRuntimeFactory.plannerRuntimeBuilder());
    /// Needs the type check, and runs macros in linear time.
    private static final CelRuntime INTERPRETER = extended(CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setStandardEnvironmentEnabled(false));

    private final CelCompiler compiler;

    private Language(CelCompiler compiler) {
        this.compiler = compiler;
    }

    /// The language of expressions that see the workflow's input and the tasks' outputs.
    static Language ofTasks() {
        return new Language(CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(libraries())
                .addLibraries(CelExtensions.strings(), CelExtensions.optional())
                .addVar(Words.INPUT, SimpleType.DYN)
                .addVar(Words.TASKS, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .build());
    }

    /// This language with an item of a `forEach` and its index besides.
    Language withItem(String as) {
        return new Language(compiler.toCompilerBuilder()
                .addVar(as, SimpleType.DYN)
                .addVar(Words.indexOf(as), SimpleType.INT)
                .build());
    }

    CelValidationResult parse(String text) {
        return compiler.parse(text);
    }

    CelValidationResult check(CelAbstractSyntaxTree parsed) {
        return compiler.check(parsed);
    }

    /// The program of an expression without macros.
    static Program planned(CelAbstractSyntaxTree parsed) throws CelEvaluationException {
        return PLANNER.createProgram(parsed);
    }

    /// The program of an expression with macros.
    static Program interpreted(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return INTERPRETER.createProgram(checked);
    }

    private static CelRuntime extended(CelRuntimeBuilder builder) {
        var standard = CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> !UNBOUNDED.contains(overload.toString()))
                .build();
        var strings = EnumSet.allOf(CelStringExtensions.Function.class);
        strings.remove(CelStringExtensions.Function.JOIN);
        strings.remove(CelStringExtensions.Function.REPLACE);
        return builder
                .setOptions(OPTIONS)
                .setStandardFunctions(standard)
                .addLibraries(CelExtensions.strings(strings), CelExtensions.optional(),
                        CelExtensions.math(), lists())
                .addFunctionBindings(Bounded.functions())
                .build();
    }

    private static List<CelCompilerLibrary> libraries() {
        return List.of(CelExtensions.math(), lists());
    }

    /// Without `lists.range`, which can ask for a list of any size.
    private static CelListsExtensions lists() {
        var functions = EnumSet.allOf(CelListsExtensions.Function.class);
        functions.remove(CelListsExtensions.Function.RANGE);
        return CelExtensions.lists(functions);
    }
}
