/// What `muster verify` finds.
@NullMarked
package dev.muster.dev.verify;

import org.jspecify.annotations.NullMarked;
