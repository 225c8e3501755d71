/** AWS Signature Version 4, verified. */
@NullMarked
package dev.stateway.api.auth.sigv4;

import org.jspecify.annotations.NullMarked;
