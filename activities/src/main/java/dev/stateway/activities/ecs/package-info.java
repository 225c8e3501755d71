/** ECS tasks: run as processes on this machine where they are configured here, on AWS otherwise. */
@NullMarked
package dev.stateway.activities.ecs;

import org.jspecify.annotations.NullMarked;
