/** The Kubernetes API of EKS clusters. */
@NullMarked
package dev.stateway.activities.eks;

import org.jspecify.annotations.NullMarked;
