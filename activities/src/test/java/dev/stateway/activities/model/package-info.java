/** Mocked results held against what services answer. */
@NullMarked
package dev.stateway.activities.model;

import org.jspecify.annotations.NullMarked;
