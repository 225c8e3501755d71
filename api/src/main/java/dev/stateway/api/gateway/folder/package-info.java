/** The folder of OpenAPI files, and its changes while it is served. */
@NullMarked
package dev.stateway.api.gateway.folder;

import org.jspecify.annotations.NullMarked;
