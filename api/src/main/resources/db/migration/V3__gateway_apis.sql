CREATE TABLE gateway_api (
  api_id VARCHAR(16) PRIMARY KEY,
  document VARCHAR(1048576) NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE gateway_deployment (
  api_id VARCHAR(16) NOT NULL REFERENCES gateway_api (api_id) ON DELETE CASCADE,
  deployment_id VARCHAR(16) NOT NULL,
  definition VARCHAR(1048576) NOT NULL,
  PRIMARY KEY (api_id, deployment_id)
);

CREATE TABLE gateway_domain (
  domain_name VARCHAR(253) PRIMARY KEY,
  document VARCHAR(65536) NOT NULL,
  revision BIGINT NOT NULL
);
