/** Task tokens: sealed texts that name a pending activity. */
@NullMarked
package dev.stateway.activities.token;

import org.jspecify.annotations.NullMarked;
