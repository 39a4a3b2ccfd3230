/// Holds what a fleet shows against what its topics say, by a model of its own: nothing of the coordinator's code is used.
@NullMarked
package dev.muster.dev.verify;

import org.jspecify.annotations.NullMarked;
