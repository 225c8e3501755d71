/** What can be asked of identities and policies on the command line. */
@NullMarked
package dev.stateway.api.auth.command;

import org.jspecify.annotations.NullMarked;
