@NullMarked
package dev.muster.dev;

import org.jspecify.annotations.NullMarked;
