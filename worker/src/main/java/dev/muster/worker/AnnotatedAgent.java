package dev.muster.worker;

import dev.muster.common.ActionName;
import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.wire.AgentSettings.BreakerSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the annotations of one [Agent] object, and lists every fault that it finds.
final class AnnotatedAgent {
    private final Object agent;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> actions = new HashSet<>();
    private final Set<String> compensations = new HashSet<>();

    private AnnotatedAgent(Object agent) {
        this.agent = agent;
    }

    /// @param faults where to add what is wrong
    /// @return null if anything is
    static @Nullable AgentDefinition read(Object agent, List<String> faults) {
        var reader = new AnnotatedAgent(agent);
        var definition = reader.read();
        faults.addAll(reader.faults);
        return reader.faults.isEmpty() ? definition : null;
    }

    private @Nullable AgentDefinition read() {
        var definition = start();
        for (var method : methods()) {
            var action = method.getAnnotation(Action.class);
            var compensation = method.getAnnotation(Compensation.class);
            if (action != null && compensation != null) {
                fault(method, "is both an action and a compensation: expected one of them");
            } else if (action != null) {
                var valid = check(method, action.value(), actions, 1);
                definition = valid && definition != null
                        ? definition.action(action.value(), handler(method))
                        : definition;
            } else if (compensation != null) {
                var valid = check(method, compensation.value(), compensations, 2);
                definition = valid && definition != null
                        ? definition.compensation(compensation.value(), handler(method))
                        : definition;
            }
        }
        if (actions.isEmpty()) {
            fault("has no method annotated with @Action: expected at least one");
        }
        return definition;
    }

    private @Nullable AgentDefinition start() {
        var annotation = agent.getClass().getAnnotation(Agent.class);
        if (annotation == null) {
            fault("is not annotated with @Agent");
            return null;
        }
        try {
            return settled(annotation, AgentDefinition.of(new AgentType(annotation.value()).value()));
        } catch (IllegalArgumentException e) {
            fault("is refused: " + e.getMessage());
            return null;
        }
    }

    private static AgentDefinition settled(Agent annotation, AgentDefinition definition) {
        var settled = definition;
        if (annotation.limit() >= 0) {
            settled = settled.limit(annotation.limit());
        }
        if (annotation.ratePerSecond() != 0) {
            settled = settled.ratePerSecond(annotation.ratePerSecond());
        }
        if (annotation.timeoutSeconds() != 0) {
            settled = settled.timeout(Duration.ofSeconds(annotation.timeoutSeconds()));
        }
        var breaker = new BreakerSettings(annotation.breakerFailures(),
                Duration.ofSeconds(annotation.breakerDelaySeconds()).toMillis(),
                annotation.breakerSuccesses());
        if (!breaker.equals(BreakerSettings.DEFAULT)) {
            settled = settled.breaker(breaker.failures(), Duration.ofMillis(breaker.delayMillis()),
                    breaker.successes());
        }
        var ignored = Set.of(annotation.breakerIgnores());
        return settled
                .breakerCounts(failure -> failure.isRetryable() && !ignored.contains(failure.code()));
    }

    /// Its own and the inherited ones, in a fixed order.
    private List<Method> methods() {
        var methods = new ArrayList<Method>();
        for (Class<?> type = agent.getClass(); type != null && type != Object.class; type = type
                .getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods()).filter(method -> !method.isBridge()).sorted(
                    (one, other) -> one.toString().compareTo(other.toString())).forEach(methods::add);
        }
        return methods;
    }

    private boolean check(Method method, String name, Set<String> known, int values) {
        var before = faults.size();
        try {
            if (!known.add(new ActionName(name).value())) {
                fault(method, "is the second one of the name '" + name + "'");
            }
        } catch (IllegalArgumentException e) {
            fault(method, "is refused: " + e.getMessage());
        }
        var parameters = method.getParameterTypes();
        for (var i = 0; i < parameters.length; i++) {
            if (parameters[i] == TaskContext.class && i != parameters.length - 1) {
                fault(method, "takes a TaskContext as parameter " + (i + 1) + ": expected it to be the last");
            }
        }
        if (valueCount(method) > values) {
            fault(method, "takes " + valueCount(method) + " values: expected at most " + values
                    + (values == 1 ? " (the input)" : " (the input and what the task had returned)")
                    + " and a TaskContext");
        }
        if (!method.trySetAccessible()) {
            fault(method, "can't be called: expected it to be public, or its package to be open");
        }
        return faults.size() == before;
    }

    private static int valueCount(Method method) {
        var parameters = method.getParameterTypes();
        return parameters.length
                - (parameters.length > 0 && parameters[parameters.length - 1] == TaskContext.class ? 1 : 0);
    }

    private TaskHandler handler(Method method) {
        Type[] types = method.getGenericParameterTypes();
        var values = valueCount(method);
        return (call, task) -> {
            var arguments = new @Nullable Object[types.length];
            if (values > 0) {
                arguments[0] = Conversion.read("input", call.input(), types[0]);
            }
            if (values > 1) {
                arguments[1] = Conversion.read("output", call.output() == null ? Json.NULL : call.output(),
                        types[1]);
            }
            if (types.length > values) {
                arguments[values] = task;
            }
            return Conversion.write(invoke(method, arguments));
        };
    }

    private @Nullable Object invoke(Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(agent, arguments);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    private void fault(Method method, String fault) {
        faults.add(agent.getClass().getSimpleName() + "." + method.getName() + " " + fault);
    }

    private void fault(String fault) {
        faults.add(agent.getClass().getSimpleName() + " " + fault);
    }
}
