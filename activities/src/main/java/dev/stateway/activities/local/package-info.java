/**
 * The configuration of what runs on this machine: functions and container tasks, in one YAML file.
 */
@NullMarked
package dev.stateway.activities.local;

import org.jspecify.annotations.NullMarked;
