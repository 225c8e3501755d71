// Handlers that show how functions on Node.js behave, well or badly.

class OrderRefused extends Error {
  constructor(message) {
    super(message);
    this.name = "OrderRefused";
  }
}

let calls = 0;

export const echo = async event => event;

export const refuse = async event => {
  throw new OrderRefused(`Order ${event.order} was refused`);
};

export const look = async (event, context) => ({
  pid: process.pid,
  calls: ++calls,
  requestId: context.awsRequestId,
  arn: context.invokedFunctionArn,
  name: context.functionName,
  stage: process.env.STAGE,
  remains: context.getRemainingTimeInMillis() > 0,
});
