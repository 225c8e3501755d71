/** People with browsers sign in at OpenID Connect issuers. */
@NullMarked
package dev.stateway.api.auth.oidc;

import org.jspecify.annotations.NullMarked;
