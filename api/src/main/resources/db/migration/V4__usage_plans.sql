CREATE TABLE gateway_usage (
  usage_plan VARCHAR(128) NOT NULL,
  api_key VARCHAR(256) NOT NULL,
  period_start DATE NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (usage_plan, api_key, period_start)
);
