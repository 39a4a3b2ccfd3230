package dev.muster.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a class whose [Action] methods do the tasks of one agent type.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Agent {
    /// The agent type, such as `visual_content`.
    String value();

    /// As [AgentDefinition#limit]; below 0 for none.
    int limit() default -1;

    /// As [AgentDefinition#ratePerSecond]; 0 for none.
    double ratePerSecond() default 0;

    /// As [AgentDefinition#timeout]; 0 for the usual one.
    int timeoutSeconds() default 0;

    /// As [AgentDefinition#breaker].
    int breakerFailures() default 5;

    /// As [AgentDefinition#breaker].
    int breakerDelaySeconds() default 60;

    /// As [AgentDefinition#breaker].
    int breakerSuccesses() default 2;

    /// The codes of failures that don't count for the circuit breaker although they may be retried.
    String[] breakerIgnores() default {};
}
