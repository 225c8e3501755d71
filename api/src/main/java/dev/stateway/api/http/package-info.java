/** Requests with text and answers with JSON, for all fronts that speak plain HTTP. */
@NullMarked
package dev.stateway.api.http;

import org.jspecify.annotations.NullMarked;
