/** Who sends a request and what they may do: one principal, one decision. */
@NullMarked
package dev.stateway.api.auth;

import org.jspecify.annotations.NullMarked;
