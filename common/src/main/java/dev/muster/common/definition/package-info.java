/// What a workflow is: the definition's records. Sees `java.base` and the shared words only, so that the
/// coordinator's core can decide on definitions without knowing how they were written.
@NullMarked
package dev.muster.common.definition;

import org.jspecify.annotations.NullMarked;
