/**
 * The management API of API Gateway's HTTP APIs ({@code apigatewayv2}), and what it keeps.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html">API
 *     reference</a>
 */
@NullMarked
package dev.stateway.api.gateway.management;

import org.jspecify.annotations.NullMarked;
