/** Where the work of tasks is done: on AWS, at another endpoint, here, or nowhere. */
@NullMarked
package dev.stateway.activities.routing;

import org.jspecify.annotations.NullMarked;
