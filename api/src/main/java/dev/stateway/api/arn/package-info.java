/** The names and ARNs of Step Functions. */
@NullMarked
package dev.stateway.api.arn;

import org.jspecify.annotations.NullMarked;
