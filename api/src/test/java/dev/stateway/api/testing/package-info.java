/** What tests run against: a real Temporal server and this application. */
@NullMarked
package dev.stateway.api.testing;

import org.jspecify.annotations.NullMarked;
