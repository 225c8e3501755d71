/**
 * ECS tasks: run on this machine or in a Kubernetes cluster where they are configured here, on AWS
 * otherwise.
 */
@NullMarked
package dev.stateway.activities.ecs;

import org.jspecify.annotations.NullMarked;
