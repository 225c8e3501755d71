ALTER TABLE state_machine ADD COLUMN last_version INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE state_machine ADD COLUMN created_published BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE state_machine ADD COLUMN created_version_description VARCHAR(256);

CREATE TABLE state_machine_version (
  machine_arn VARCHAR(256) NOT NULL REFERENCES state_machine (arn) ON DELETE CASCADE,
  version_number INTEGER NOT NULL,
  description VARCHAR(256),
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  definition VARCHAR(1048576) NOT NULL,
  role_arn VARCHAR(256) NOT NULL,
  revision_id VARCHAR(36),
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  logging VARCHAR(4096) NOT NULL,
  tracing VARCHAR(256) NOT NULL,
  encryption VARCHAR(4096) NOT NULL,
  PRIMARY KEY (machine_arn, version_number)
);

CREATE TABLE state_machine_alias (
  machine_arn VARCHAR(256) NOT NULL REFERENCES state_machine (arn) ON DELETE CASCADE,
  name VARCHAR(80) NOT NULL,
  description VARCHAR(256),
  routing VARCHAR(256) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (machine_arn, name)
);
