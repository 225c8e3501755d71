/** What an API serves: its routes, what they call and how they answer. */
@NullMarked
package dev.stateway.api.gateway.route;

import org.jspecify.annotations.NullMarked;
