CREATE TABLE state_machine (
  arn VARCHAR(256) PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  type VARCHAR(16) NOT NULL,
  definition VARCHAR(1048576) NOT NULL,
  role_arn VARCHAR(256) NOT NULL,
  revision_id VARCHAR(36),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  logging VARCHAR(4096) NOT NULL,
  tracing VARCHAR(256) NOT NULL,
  encryption VARCHAR(4096) NOT NULL
);

CREATE TABLE state_machine_tag (
  arn VARCHAR(256) NOT NULL REFERENCES state_machine (arn) ON DELETE CASCADE,
  tag_key VARCHAR(128) NOT NULL,
  tag_value VARCHAR(256) NOT NULL,
  PRIMARY KEY (arn, tag_key)
);
