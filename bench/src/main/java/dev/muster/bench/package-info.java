/// `muster bench`: starts a fleet of processes, gives it work as any client may, and measures what it does.
@NullMarked
package dev.muster.bench;

import org.jspecify.annotations.NullMarked;
