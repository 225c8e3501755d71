/** Where an execution stands, as data: what another run of it needs to go on. */
@NullMarked
package dev.stateway.workflows.checkpoint;

import org.jspecify.annotations.NullMarked;
