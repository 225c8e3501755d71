/** Bad input of all kinds, through every door. */
@NullMarked
package dev.stateway.api.abuse;

import org.jspecify.annotations.NullMarked;
