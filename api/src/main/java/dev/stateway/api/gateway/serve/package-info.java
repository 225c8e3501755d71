/** Serves requests: finds their API and route, checks them, and answers. */
@NullMarked
package dev.stateway.api.gateway.serve;

import org.jspecify.annotations.NullMarked;
