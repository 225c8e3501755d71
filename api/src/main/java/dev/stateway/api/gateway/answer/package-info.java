/** How outcomes of executions become HTTP answers. */
@NullMarked
package dev.stateway.api.gateway.answer;

import org.jspecify.annotations.NullMarked;
