package dev.muster.worker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks the method that does one action of an [Agent].
///
/// It takes the task's input as its first parameter, in any type that Jackson reads, and may take a [TaskContext] as
/// a further one; what it returns is the task's output. It runs on a virtual thread and is interrupted when its
/// attempt times out or is cancelled. Any exception fails the attempt; a
/// [dev.muster.common.error.TaskExecutionException] says with which code and whether trying again makes sense.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Action {
    /// The action's name, such as `batch_generate`.
    String value();
}
