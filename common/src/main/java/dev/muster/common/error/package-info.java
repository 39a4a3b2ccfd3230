/// What can go wrong, as one unchecked family of exceptions.
@NullMarked
package dev.muster.common.error;

import org.jspecify.annotations.NullMarked;
