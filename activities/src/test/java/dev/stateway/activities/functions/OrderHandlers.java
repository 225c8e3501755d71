package dev.stateway.activities.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lambda handlers in Java, as a user's own jar has them. */
public final class OrderHandlers implements RequestHandler<Map<String, Object>, Object> {
  private int calls;

  /** Says what it got. */
  @Override
  public Object handleRequest(Map<String, Object> event, Context context) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("event", event);
    answer.put("requestId", context.getAwsRequestId());
    answer.put("arn", context.getInvokedFunctionArn());
    answer.put("calls", ++calls);
    return answer;
  }

  /** Fails where the order has a number. */
  public Object refuse(Map<String, Object> event) {
    if (event.containsKey("order")) {
      throw new IllegalStateException("Order " + event.get("order") + " was refused");
    }
    return event;
  }
}
