/**
 * JSONata as Step Functions speaks it: the language, the functions AWS adds, and bounds that do not
 * depend on a clock.
 */
@NullMarked
package dev.stateway.translator.expression.jsonata;

import org.jspecify.annotations.NullMarked;
