/// Definitions as people write them: read from JSON or YAML, checked, and written back.
@NullMarked
package dev.muster.common.format;

import org.jspecify.annotations.NullMarked;
