package dev.muster.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks the method that undoes a completed task of an [Agent].
///
/// It takes the compensation's input as its first parameter, and may take what the task had returned as its second
/// and a [TaskContext] as a further one. It may be tried more than once, so undoing what is already undone must
/// succeed.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Compensation {
    /// The action's name, such as `delete_generated_content`.
    String value();
}
