/** Where payloads are kept that are too large for Temporal. */
@NullMarked
package dev.stateway.activities.payload;

import org.jspecify.annotations.NullMarked;
