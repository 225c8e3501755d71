/** Reads APIs from OpenAPI files with API Gateway's extensions; every problem with its line. */
@NullMarked
package dev.stateway.api.gateway.openapi;

import org.jspecify.annotations.NullMarked;
