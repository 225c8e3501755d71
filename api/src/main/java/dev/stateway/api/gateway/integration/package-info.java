/** Calls what routes are integrated with. */
@NullMarked
package dev.stateway.api.gateway.integration;

import org.jspecify.annotations.NullMarked;
