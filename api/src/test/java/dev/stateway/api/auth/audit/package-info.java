/** Tests of the audit log. */
@NullMarked
package dev.stateway.api.auth.audit;

import org.jspecify.annotations.NullMarked;
