/** Tests of what stands before the handlers of requests. */
@NullMarked
package dev.stateway.api.auth.web;

import org.jspecify.annotations.NullMarked;
