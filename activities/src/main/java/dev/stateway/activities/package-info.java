/** What tasks do: the service integrations, the function host, task tokens. */
@NullMarked
package dev.stateway.activities;

import org.jspecify.annotations.NullMarked;
