/// The processes of a fleet that is measured. Each is told what to do by lines on its standard input, and ends with it.
@NullMarked
package dev.muster.bench.part;

import org.jspecify.annotations.NullMarked;
