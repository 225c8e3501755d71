/** Kubernetes clusters of the tests. */
@NullMarked
package dev.stateway.activities.kubernetes;

import org.jspecify.annotations.NullMarked;
