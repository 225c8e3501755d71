/**
 * Every service integration through the whole product: what it results in, fails with, and how it
 * is stopped.
 */
@NullMarked
package dev.stateway.api.integrations;

import org.jspecify.annotations.NullMarked;
