/** Tests of single states, asked for with AWS's own client. */
@NullMarked
package dev.stateway.api.teststate;

import org.jspecify.annotations.NullMarked;
