/** The Step Functions API: AWS JSON 1.0 over HTTP, one class for each operation. */
@NullMarked
package dev.stateway.api.states;

import org.jspecify.annotations.NullMarked;
