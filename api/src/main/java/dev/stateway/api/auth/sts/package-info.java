/** The Security Token Service: temporary credentials that nobody has to keep. */
@NullMarked
package dev.stateway.api.auth.sts;

import org.jspecify.annotations.NullMarked;
