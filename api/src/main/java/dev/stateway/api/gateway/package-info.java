/**
 * The HTTP front: routes of OpenAPI files, what they call, and how executions become HTTP answers.
 */
@NullMarked
package dev.stateway.api.gateway;

import org.jspecify.annotations.NullMarked;
