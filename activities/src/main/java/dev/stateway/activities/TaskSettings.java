package dev.stateway.activities;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.local.LocalResources;
import java.nio.file.Path;

/**
 * What tasks work with.
 *
 * @param data the server's data folder
 * @param account the account that ARNs made here carry
 * @param local what runs on this machine instead of on AWS
 * @param aws where all other tasks find AWS
 * @param functions how functions on this machine are run
 */
public record TaskSettings(
    Path data,
    String account,
    LocalResources local,
    AwsSettings aws,
    FunctionHost.Settings functions) {
  /** The settings of a server with this configuration, AWS by the SDK's default chain. */
  public static TaskSettings of(Path data, String account, String region, LocalResources local) {
    return new TaskSettings(
        data, account, local, AwsSettings.defaults(region), FunctionHost.Settings.of(data, region));
  }
}
