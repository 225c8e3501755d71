/** The one kind of failure that clients of the AWS API see. */
@NullMarked
package dev.stateway.api.error;

import org.jspecify.annotations.NullMarked;
