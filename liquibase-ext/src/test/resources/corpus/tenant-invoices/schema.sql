-- Every key begins with the tenant, as for Citus, acts_as_tenant or django-tenants' shared schema.
CREATE TYPE invoice_state AS ENUM ('draft', 'sent', 'paid');
CREATE TABLE tenant (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE contact (tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE, id integer NOT NULL, name text, PRIMARY KEY (tenant_id, id));
CREATE TABLE invoice (
  tenant_id uuid NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  issued_on date NOT NULL,
  number text NOT NULL,
  contact_id integer,
  state invoice_state NOT NULL DEFAULT 'draft',
  net numeric(12,2) NOT NULL,
  vat numeric(12,2) NOT NULL DEFAULT 0,
  gross numeric(12,2) GENERATED ALWAYS AS (net + vat) STORED,
  lines jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number, issued_on),
  CONSTRAINT invoice_tenant FOREIGN KEY (tenant_id) REFERENCES tenant ON DELETE CASCADE,
  CONSTRAINT invoice_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact MATCH SIMPLE ON DELETE RESTRICT
);
CREATE INDEX invoice_open ON invoice (tenant_id, issued_on) WHERE state <> 'paid';
CREATE INDEX invoice_issued ON invoice (issued_on);
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant, contact, invoice TO :"app";
