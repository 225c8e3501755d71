/** Whether the server lives and whether it can work. */
@NullMarked
package dev.stateway.api.health;

import org.jspecify.annotations.NullMarked;
