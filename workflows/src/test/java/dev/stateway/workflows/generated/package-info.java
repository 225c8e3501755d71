/** Random state machines, and a simple evaluator that says what must become of them. */
@NullMarked
package dev.stateway.workflows.generated;

import org.jspecify.annotations.NullMarked;
