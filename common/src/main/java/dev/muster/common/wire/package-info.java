/// The records on the topics, as JSON: a published contract that any language can speak.
@NullMarked
package dev.muster.common.wire;

import org.jspecify.annotations.NullMarked;
