/// Muster in one process: the embedded broker, the programs that start the parts, and the demo.
@NullMarked
package dev.muster.dev;

import org.jspecify.annotations.NullMarked;
