/**
 * The function host: runs Lambda handlers as processes on this machine, behind the Lambda Runtime
 * API.
 */
@NullMarked
package dev.stateway.activities.functions;

import org.jspecify.annotations.NullMarked;
