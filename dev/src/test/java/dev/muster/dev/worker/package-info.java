/// The worker against a real broker, without a coordinator: tasks are written and reports are read by the tests.
@NullMarked
package dev.muster.dev.worker;

import org.jspecify.annotations.NullMarked;
