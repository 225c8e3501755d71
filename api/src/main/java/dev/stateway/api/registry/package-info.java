/** The state machines that exist, in a relational database. */
@NullMarked
package dev.stateway.api.registry;

import org.jspecify.annotations.NullMarked;
