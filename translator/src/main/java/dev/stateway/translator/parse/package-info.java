/** From the JSON of a definition to the model, with every problem found on the way. */
@NullMarked
package dev.stateway.translator.parse;

import org.jspecify.annotations.NullMarked;
