/** The items of distributed Maps: read from objects, and their results written to objects. */
@NullMarked
package dev.stateway.workflows.items;

import org.jspecify.annotations.NullMarked;
