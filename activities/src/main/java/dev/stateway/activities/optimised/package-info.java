/** Optimised integrations that are data: actions, parameters, patterns and errors of services. */
@NullMarked
package dev.stateway.activities.optimised;

import org.jspecify.annotations.NullMarked;
