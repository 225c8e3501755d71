/** What the services of AWS answer, as their models have it. */
@NullMarked
package dev.stateway.activities.model;

import org.jspecify.annotations.NullMarked;
