package dev.stateway.activities;

import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.ecs.ContainerRuntime;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.http.AllowedHosts;
import dev.stateway.activities.http.ConnectionStore;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.notice.NoticeSettings;
import dev.stateway.activities.routing.TaskQueues;
import dev.stateway.activities.states.StepFunctionsApi;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tasks work with.
 *
 * @param data the server's data folder
 * @param account the account that ARNs made here carry
 * @param local what runs on this machine instead of on AWS
 * @param aws where all other tasks find AWS
 * @param functions how functions on this machine are run
 * @param containers what runs containers with an image here
 * @param sdkJars a folder with further service modules of the AWS SDK
 * @param httpHosts the hosts that HTTP tasks may call
 * @param connections those that HTTP tasks may name, beside the configured ones
 * @param queues other workers that tasks can be routed to
 * @param notices how word of approvals is sent
 * @param states the Step Functions API of this server
 * @param permissions what the roles of state machines may
 */
public record TaskSettings(
    Path data,
    String account,
    LocalResources local,
    AwsSettings aws,
    FunctionHost.Settings functions,
    ContainerRuntime containers,
    Optional<Path> sdkJars,
    AllowedHosts httpHosts,
    ConnectionStore connections,
    TaskQueues queues,
    NoticeSettings notices,
    StepFunctionsApi states,
    TaskPermissions permissions) {}
