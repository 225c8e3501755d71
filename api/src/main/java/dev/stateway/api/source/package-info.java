/** Files that people write: trees that know the line of each place. */
@NullMarked
package dev.stateway.api.source;

import org.jspecify.annotations.NullMarked;
