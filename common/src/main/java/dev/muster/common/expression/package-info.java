/// `${...}` expressions: compiled once per definition, evaluated by CEL.
@NullMarked
package dev.muster.common.expression;

import org.jspecify.annotations.NullMarked;
