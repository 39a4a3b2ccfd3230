/// What a part of a fleet is told by a file, the environment and its flags; knows nothing of the parts.
@NullMarked
package dev.muster.dev.settings;

import org.jspecify.annotations.NullMarked;
