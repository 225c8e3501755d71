/** The pages on which people decide: HTML from the server, without scripts. */
@NullMarked
package dev.stateway.api.approval.page;

import org.jspecify.annotations.NullMarked;
