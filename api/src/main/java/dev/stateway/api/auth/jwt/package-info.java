/** Tokens of OpenID Connect issuers, verified. */
@NullMarked
package dev.stateway.api.auth.jwt;

import org.jspecify.annotations.NullMarked;
