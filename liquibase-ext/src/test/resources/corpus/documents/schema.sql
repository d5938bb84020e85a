-- Documents with a full text search in generated columns; the key is a UUID of version 7, so it is the time as well.
CREATE TABLE document (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  body text COLLATE "C" NOT NULL,
  meta jsonb NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  size integer GENERATED ALWAYS AS (length(body)) STORED,
  lang regconfig NOT NULL DEFAULT 'simple',
  search tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', body)) STORED,
  valid daterange,
  parent uuid,
  CONSTRAINT document_meta_is_object CHECK (jsonb_typeof(meta) = 'object')
);
ALTER TABLE document ALTER COLUMN body SET STORAGE MAIN;
CREATE INDEX document_search ON document USING gin (search);
CREATE INDEX document_meta ON document USING gin (meta jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX document_tags ON document USING gin (tags);
CREATE INDEX document_valid ON document USING gist (valid);
CREATE INDEX document_kind ON document ((meta ->> 'kind'), lower(title) text_pattern_ops);
CREATE INDEX document_title_hash ON document USING hash (title);
COMMENT ON COLUMN document.search IS 'title counts more';
GRANT SELECT, INSERT, UPDATE, DELETE ON document TO :"app";
