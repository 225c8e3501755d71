package dev.stateway.api.auth;

import dev.stateway.api.auth.policy.PolicyDocument;
import java.util.List;

/** Where the policies are that decisions are made by. */
public interface PolicySource {
  /** Those of a principal and its groups, without those of its session. */
  List<PolicyDocument> identityPolicies(Principal principal);

  /** Those of a resource. */
  List<PolicyDocument> resourcePolicies(String arn);
}
