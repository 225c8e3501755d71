/** What translating and running state machines costs. */
@NullMarked
package dev.stateway.benchmarks;

import org.jspecify.annotations.NullMarked;
