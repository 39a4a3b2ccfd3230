/// The words that every part of Muster shares: identities, opaque JSON and the names of the topics.
/// Sees `java.base` only.
@NullMarked
package dev.muster.common;

import org.jspecify.annotations.NullMarked;
