package dev.muster.common.expression;

import dev.cel.common.ast.CelExpr;
import dev.muster.common.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an expression refers to, found by walking its syntax tree.
/// @param shape equal for expressions that differ in no more than constants and names of fields: CEL's type checker,
/// which is dear, says the same of all of them
/// @param objections to how it refers to things
record References(Set<TaskId> tasks, boolean seesInput, boolean seesItem, boolean seesIndex,
        boolean hasMacros,
        String shape,
        List<String> objections) {
    /// How much larger than its documents a value may become through the variables of macros.
    private static final long MOST_GROWTH = 4_096;

    References {
        tasks = Set.copyOf(tasks);
        objections = List.copyOf(objections);
    }

    static References in(CelExpr expression, @Nullable String as) {
        var walk = new Walk(as);
        walk.visit(expression);
        return new References(walk.tasks, walk.names.contains(Words.INPUT),
                as != null && walk.names.contains(as),
                as != null && walk.names.contains(Words.indexOf(as)), !walk.locals.isEmpty(),
                walk.shape.toString(),
                walk.objections);
    }

    private static final class Walk {
        private final Set<String> reserved;
        private final Set<TaskId> tasks = new LinkedHashSet<>();
        private final Set<String> names = new HashSet<>();
        private final Set<String> locals = new HashSet<>();
        private final List<String> objections = new ArrayList<>();
        private final StringBuilder shape = new StringBuilder();
        private final Map<String, Integer> uses = new HashMap<>();
        private long growth = 1;

        Walk(@Nullable String as) {
            this.reserved = as == null
                    ? Set.of(Words.INPUT, Words.TASKS)
                    : Set.of(Words.INPUT, Words.TASKS, as, Words.indexOf(as));
        }

        /// The depth is that of the expression, whose length the language bounds.
        void visit(CelExpr expression) {
            switch (expression.getKind()) {
                case NOT_SET -> shape.append('?');
                case CONSTANT -> shape.append('<').append(expression.constant().getKind()).append('>');
                case IDENT -> name(expression.ident().name());
                case SELECT -> select(expression.select());
                case CALL -> call(expression.call());
                case LIST -> all('[', expression.list().elements());
                case STRUCT -> {
                    shape.append(expression.struct().messageName());
                    expression.struct().entries().forEach(entry -> {
                        shape.append(entry.fieldKey());
                        visit(entry.value());
                    });
                }
                case MAP -> expression.map().entries().forEach(entry -> {
                    shape.append(entry.optionalEntry() ? '%' : '&');
                    visit(entry.key());
                    visit(entry.value());
                });
                case COMPREHENSION -> comprehension(expression.comprehension());
            }
        }

        private void name(String name) {
            shape.append(name).append(' ');
            names.add(name);
            uses.computeIfPresent(name, (variable, times) -> times + 1);
            if (name.equals(Words.TASKS)) {
                objections.add("'tasks' can't stand alone: expected tasks.<task id>.output");
            }
        }

        private void select(CelExpr.CelSelect select) {
            var field = select.field();
            var task = taskIn(select.operand());
            if (task != null && field.equals(Words.OUTPUT)) {
                tasks.add(task);
                shape.append(select.testOnly() ? "has(tasks._.output)" : "tasks._.output");
                return;
            }
            if (task != null) {
                objections.add("a task has no field '" + field + "': expected tasks." + task + ".output");
            } else if (isTasks(select.operand())) {
                objections.add("expected tasks." + field + ".output instead of tasks." + field);
            } else {
                visit(select.operand());
            }
            shape.append(select.testOnly() ? "has." : ".").append(startsFromVariable(select) ? "_" : field);
        }

        private void call(CelExpr.CelCall call) {
            shape.append(call.function()).append(call.target().isPresent() ? '!' : '(');
            call.target().ifPresent(this::visit);
            all('(', call.args());
        }

        private void comprehension(CelExpr.CelComprehension loop) {
            var name = loop.iterVar();
            if (reserved.contains(name)) {
                objections.add("the name '" + name + "' is taken: give the macro's variable another");
            }
            shape.append("for ").append(name).append(' ');
            visit(loop.iterRange());
            locals.add(name);
            var outer = uses.put(name, 0);
            all('{', List.of(loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result()));
            checkGrowth(Objects.requireNonNullElse(uses.remove(name), 0));
            if (outer != null) {
                uses.put(name, outer);
            }
        }

        /// What a macro's variable stands for may come out as often as the variable is written, and so multiply with
        /// each macro: ten times in each of twelve are more values than a computer can count.
        private void checkGrowth(int times) {
            if (growth <= MOST_GROWTH) {
                growth *= Math.max(1, times);
                if (growth > MOST_GROWTH) {
                    objections.add(
                            "the expression uses the variables of its macros too often: the numbers of uses"
                                    + " of each, multiplied, may be at most " + MOST_GROWTH);
                }
            }
        }

        private void all(char open, List<CelExpr> expressions) {
            shape.append(open).append(expressions.size()).append(' ');
            expressions.forEach(this::visit);
            shape.append(')');
        }

        private boolean startsFromVariable(CelExpr.CelSelect select) {
            var operand = select.operand();
            while (operand.getKind() == CelExpr.ExprKind.Kind.SELECT) {
                operand = operand.select().operand();
            }
            return operand.getKind() != CelExpr.ExprKind.Kind.IDENT
                    || reserved.contains(operand.ident().name())
                    || locals.contains(operand.ident().name());
        }

        /// The task of an expression `tasks.<id>`; null for any other.
        private static @Nullable TaskId taskIn(CelExpr expression) {
            return expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                    && isTasks(expression.select().operand())
                    && expression.select().field().length() <= TaskId.MOST_CHARACTERS
                            ? new TaskId(expression.select().field())
                            : null;
        }

        private static boolean isTasks(CelExpr expression) {
            return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                    && expression.ident().name().equals(Words.TASKS);
        }
    }
}
