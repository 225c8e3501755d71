/** Requests and responses as parameter mappings see them, and the mappings. */
@NullMarked
package dev.stateway.api.gateway.mapping;

import org.jspecify.annotations.NullMarked;
