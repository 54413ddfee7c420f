-- SPDX-License-Identifier: Apache-2.0
-- Each instance runs this when it starts. The table of the fence is made by Baton.
CREATE TABLE IF NOT EXISTS entry (
  entry_key VARCHAR(200) PRIMARY KEY,
  content VARCHAR(4000) NOT NULL,
  version BIGINT NOT NULL);

CREATE TABLE IF NOT EXISTS write_log (
  seq BIGINT PRIMARY KEY,
  entry_key VARCHAR(200) NOT NULL,
  content VARCHAR(4000),
  token BIGINT NOT NULL,
  instance VARCHAR(100) NOT NULL,
  written_at TIMESTAMP WITH TIME ZONE NOT NULL);

-- One row. A write keeps it to its commit, so that the numbers of the log are in the order of the commits, fence or not.
CREATE TABLE IF NOT EXISTS log_counter (
  id INT PRIMARY KEY,
  seq BIGINT NOT NULL);
INSERT INTO log_counter (id, seq) SELECT 1, 0 WHERE NOT EXISTS (SELECT id FROM log_counter);

CREATE TABLE IF NOT EXISTS term (
  token BIGINT PRIMARY KEY,
  instance VARCHAR(100) NOT NULL,
  began_at TIMESTAMP WITH TIME ZONE NOT NULL,
  confirmed_at TIMESTAMP WITH TIME ZONE NOT NULL);

CREATE TABLE IF NOT EXISTS refusal (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  instance VARCHAR(100) NOT NULL,
  refused_at TIMESTAMP WITH TIME ZONE NOT NULL);
