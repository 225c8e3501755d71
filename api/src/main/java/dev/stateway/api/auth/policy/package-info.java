/** IAM policies in JSON: read, checked and evaluated. */
@NullMarked
package dev.stateway.api.auth.policy;

import org.jspecify.annotations.NullMarked;
