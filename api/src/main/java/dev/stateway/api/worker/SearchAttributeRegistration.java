package dev.stateway.api.worker;

import dev.stateway.workflows.execution.ExecutionVisibility;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the namespace know the search attributes of executions: a start with an unknown one is
 * refused.
 */
final class SearchAttributeRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  private SearchAttributeRegistration() {}

  /** Adds those that are missing. */
  static void register(WorkflowServiceStubs stubs, String namespace) {
    var operator =
        OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder()
                    .setChannel(stubs.getRawChannel())
                    .validateAndBuildWithDefaults())
            .blockingStub();
    var known =
        operator
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap();
    var missing = new TreeMap<String, IndexedValueType>();
    for (var key : ExecutionVisibility.SEARCH_ATTRIBUTES) {
      if (!known.containsKey(key.getName())) {
        missing.put(key.getName(), key.getValueType());
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    try {
      operator.addSearchAttributes(
          AddSearchAttributesRequest.newBuilder()
              .setNamespace(namespace)
              .putAllSearchAttributes(missing)
              .build());
      LOG.info("added the search attributes {} to namespace {}", missing.keySet(), namespace);
    } catch (StatusRuntimeException failure) {
      // Another server that starts at the same time was first.
      if (failure.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw failure;
      }
    }
  }
}
