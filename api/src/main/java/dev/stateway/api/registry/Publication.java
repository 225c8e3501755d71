package dev.stateway.api.registry;

import org.jspecify.annotations.Nullable;

/**
 * That a version shall be made of a revision.
 *
 * @param description what the version is to be called
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html">Versions</a>
 */
public record Publication(@Nullable String description) {}
