/** Tests of reading items and writing results. */
@NullMarked
package dev.stateway.workflows.items;

import org.jspecify.annotations.NullMarked;
