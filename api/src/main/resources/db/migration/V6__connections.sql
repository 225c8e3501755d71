CREATE TABLE http_connection (
  arn VARCHAR(512) PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  id VARCHAR(36) NOT NULL,
  description VARCHAR(512),
  authorization_type VARCHAR(32) NOT NULL,
  sealed_parameters VARCHAR(1048576) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL
);
