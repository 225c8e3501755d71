/** Processes on this machine: what they inherit, how they are kept in hand or let go. */
@NullMarked
package dev.stateway.activities.process;

import org.jspecify.annotations.NullMarked;
