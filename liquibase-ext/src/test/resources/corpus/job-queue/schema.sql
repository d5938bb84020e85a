-- A queue as GoodJob, Oban, River or Graphile Worker keep it: a state, partial indexes for what is to be done, a wake-up call.
CREATE TYPE job_state AS ENUM ('available', 'scheduled', 'executing', 'completed', 'discarded');
CREATE TABLE job (
  id bigserial,
  state job_state NOT NULL DEFAULT 'available',
  queue text NOT NULL DEFAULT 'default',
  worker text NOT NULL,
  args jsonb NOT NULL DEFAULT '{}',
  errors jsonb[] NOT NULL DEFAULT ARRAY[]::jsonb[],
  tags text[] DEFAULT ARRAY[]::text[],
  attempt integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 20,
  priority integer NOT NULL DEFAULT 0,
  inserted_at timestamp without time zone NOT NULL DEFAULT timezone('UTC', now()),
  scheduled_at timestamp without time zone NOT NULL DEFAULT timezone('UTC', now()),
  attempted_at timestamp without time zone,
  completed_at timestamp without time zone,
  CONSTRAINT job_pkey PRIMARY KEY (id),
  CONSTRAINT attempt_range CHECK (attempt >= 0 AND attempt <= max_attempts),
  CONSTRAINT worker_length CHECK (char_length(worker) > 0 AND char_length(worker) < 128)
) WITH (fillfactor = 85, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX job_fetch ON job (queue, priority, scheduled_at, id) WHERE state = 'available';
CREATE INDEX job_staging ON job (scheduled_at, id) WHERE state = 'scheduled';
CREATE INDEX job_prune ON job (inserted_at) WHERE state IN ('completed', 'discarded');
CREATE INDEX job_args ON job USING gin (args);
CREATE INDEX job_inserted_at ON job (inserted_at);
CREATE INDEX job_unique ON job (md5(worker || args::text)) WHERE state IN ('available', 'scheduled', 'executing');
CREATE FUNCTION job_notify() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_notify('job_insert', NEW.queue); RETURN NULL; END$$;
CREATE TRIGGER job_notify AFTER INSERT ON job FOR EACH ROW WHEN (NEW.state = 'available') EXECUTE FUNCTION job_notify();
CREATE FUNCTION job_touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.tags := array_append(NEW.tags, NEW.state::text); RETURN NEW; END$$;
CREATE TRIGGER job_touch BEFORE UPDATE OF state ON job FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION job_touch();
GRANT SELECT, INSERT, UPDATE, DELETE ON job TO :"app";
GRANT USAGE ON SEQUENCE job_id_seq TO :"app";
