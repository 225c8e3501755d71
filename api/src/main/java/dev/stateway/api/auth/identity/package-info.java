/** The identities that there are: users, roles, issuers, keys, and their policies. */
@NullMarked
package dev.stateway.api.auth.identity;

import org.jspecify.annotations.NullMarked;
