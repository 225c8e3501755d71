CREATE TABLE audit_log (
  id VARCHAR(36) PRIMARY KEY,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  principal VARCHAR(2048),
  source_ip VARCHAR(64) NOT NULL,
  user_agent VARCHAR(2048),
  action VARCHAR(2048) NOT NULL,
  resource VARCHAR(2048) NOT NULL,
  execution_arn VARCHAR(2048),
  decision VARCHAR(16) NOT NULL,
  statement VARCHAR(2048),
  reason VARCHAR(2048) NOT NULL,
  error VARCHAR(2048)
);

CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_principal ON audit_log (principal, at);
CREATE INDEX audit_log_resource ON audit_log (resource, at);
