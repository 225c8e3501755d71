package dev.stateway.activities;

import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets tasks do what the role of their state machine may: the port that {@code api} implements.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html">The
 *     IAM role of a state machine</a>
 */
public interface TaskPermissions {
  /** Lets every task do everything. */
  TaskPermissions EVERYTHING =
      new TaskPermissions() {
        @Override
        public void requireCredentials(TaskRequest task) {}

        @Override
        public void require(TaskRequest task, Permission permission) {}
      };

  /**
   * Refuses a task with {@code Credentials} that the role of its state machine may not have.
   *
   * @throws TaskFailedException it may not
   */
  void requireCredentials(TaskRequest task);

  /**
   * Refuses a task whose role lacks a permission.
   *
   * @throws TaskFailedException as the permission says
   */
  void require(TaskRequest task, Permission permission);

  /**
   * What a role must be allowed.
   *
   * @param action e.g. {@code lambda:InvokeFunction}
   * @param resource the ARN it is done to
   * @param context condition keys
   * @param refusal the failure of a task whose role is not, of the reason
   */
  record Permission(
      String action,
      String resource,
      Map<String, List<String>> context,
      Function<String, TaskFailedException> refusal) {
    public Permission {
      context = Map.copyOf(context);
    }
  }
}
