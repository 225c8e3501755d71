/** HTTP endpoints that tasks call: {@code http:invoke} and {@code apigateway:invoke}. */
@NullMarked
package dev.stateway.activities.http;

import org.jspecify.annotations.NullMarked;
