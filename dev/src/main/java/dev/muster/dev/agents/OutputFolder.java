package dev.muster.dev.agents;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import dev.muster.common.error.TaskExecutionException;
import dev.muster.worker.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The one folder that the agents write to: `<root>/<workflow>/<task>/`, and `<root>/<workflow>/<task>/<index>/` for
/// a child of a `forEach` task. A task's folder is its own: each attempt makes it anew and puts it in place in one
/// step, its compensation takes it away, and whoever takes the last thing out of a folder takes the folder too.
///
/// Thread-safe: attempts work in drafts of their own.
final class OutputFolder {
    private final Path root;

    OutputFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /// Fills a draft and puts it in the place of the task's folder.
    /// @throws TaskExecutionException if it can't be written, or the attempt was cancelled
    <T> T publish(TaskContext task, Making<T> making) {
        var target = folder(task.workflow(), task.task());
        var draft = sibling(target, "draft-" + task.attempt());
        try {
            Trees.delete(draft);
            Files.createDirectories(draft);
            var made = making.fill(new Draft(draft, name(target)));
            Pace.checkWanted(task);
            discard(target);
            Files.move(draft, target);
            return made;
        } catch (IOException e) {
            throw unwritable(task, e);
        } finally {
            sweep(draft, task);
        }
    }

    /// Takes the task's folder away; succeeds where there is none.
    void remove(TaskContext task) {
        var target = folder(task.workflow(), task.task());
        try {
            discard(target);
            for (var attempt = 1; attempt <= task.attempt(); attempt++) {
                Trees.delete(sibling(target, "draft-" + attempt));
            }
            Trees.prune(target, root);
        } catch (IOException e) {
            throw unwritable(task, e);
        }
    }

    /// The task's folder, which need not exist.
    Path of(TaskContext task) {
        return folder(task.workflow(), task.task());
    }

    /// A folder that the tasks of a workflow share; its name has a '-', so it is no task's.
    Path shared(WorkflowId workflow, String name) {
        return folder(workflow).resolve("shared-" + name);
    }

    Path root() {
        return root;
    }

    /// A file that another task of the same workflow made.
    /// @param name as that task returned it
    /// @throws TaskExecutionException if there is no such file in the workflow's folder
    Path made(TaskContext task, String field, String name) {
        try {
            var file = root.resolve(name).normalize();
            var home = folder(task.workflow());
            if (file.startsWith(home) && file.toRealPath().startsWith(home.toRealPath())
                    && Files.isRegularFile(file)) {
                return file;
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            throw unknownFile(field, e);
        } catch (IOException e) {
            throw unwritable(task, e);
        }
        throw unknownFile(field, null);
    }

    String name(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    static TaskExecutionException unwritable(TaskContext task, IOException cause) {
        return TaskExecutionException.retryable("output_unusable",
                "the output folder of task " + task.task() + " could not be read or written", cause);
    }

    private static TaskExecutionException unknownFile(String field,
            @org.jspecify.annotations.Nullable Exception cause) {
        return TaskExecutionException.terminal("invalid_input",
                field + " names no file of this workflow: expected a name that one of its tasks returned",
                cause);
    }

    private void sweep(Path draft, TaskContext task) {
        try {
            Trees.delete(draft);
            Trees.prune(draft, root);
        } catch (IOException e) {
            throw unwritable(task, e);
        }
    }

    /// Renames before it deletes, so that a crash in between leaves either the whole folder or none under its name.
    private static void discard(Path target) throws IOException {
        var discarded = sibling(target, "discarded");
        Trees.delete(discarded);
        if (Files.exists(target)) {
            Files.move(target, discarded);
            Trees.delete(discarded);
        }
    }

    private static Path sibling(Path target, String kind) {
        return target.resolveSibling("." + target.getFileName() + "-" + kind);
    }

    private Path folder(WorkflowId workflow) {
        // Of the characters that ids may hold, ':' alone is not allowed in file names everywhere; none of them is '%'.
        return root.resolve(workflow.value().replace(":", "%3A"));
    }

    private Path folder(WorkflowId workflow, TaskId task) {
        var declared = folder(workflow).resolve(task.declared().value());
        return task.isChild() ? declared.resolve(Integer.toString(task.index())) : declared;
    }

    interface Making<T> {
        T fill(Draft draft) throws IOException;
    }
}
