package dev.stateway.translator.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A whole definition, ready to run.
 *
 * @param flow its states
 * @param timeout how long an execution may take; absent for no bound
 * @param comment the author's words
 * @see <a href="https://states-language.net/spec.html#toplevelfields">Top-level fields</a>
 */
public record StateMachine(Flow flow, @Nullable Duration timeout, @Nullable String comment) {}
