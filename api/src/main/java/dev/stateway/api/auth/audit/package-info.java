/** Who did what. */
@NullMarked
package dev.stateway.api.auth.audit;

import org.jspecify.annotations.NullMarked;
