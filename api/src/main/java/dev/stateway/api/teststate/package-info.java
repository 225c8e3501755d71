/** Tests of single states: nothing of them is kept, and Temporal has no part in them. */
@NullMarked
package dev.stateway.api.teststate;

import org.jspecify.annotations.NullMarked;
