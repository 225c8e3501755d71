/** API keys' usage plans: how many requests they may send, at once and in a day, week or month. */
@NullMarked
package dev.stateway.api.gateway.usage;

import org.jspecify.annotations.NullMarked;
