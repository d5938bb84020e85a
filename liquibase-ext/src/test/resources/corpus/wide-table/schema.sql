-- A table that has grown for ten years: sixty columns, every fourth of them dropped, of every type, in mixed case and with keywords as names.
CREATE SCHEMA "Legacy App";
CREATE DOMAIN "Legacy App"."Money €" AS numeric(14,4) CHECK (VALUE >= 0);
CREATE TYPE "Legacy App".address AS (street text, zip varchar(10));
CREATE TABLE "Legacy App"."Order" ("OrderNo" integer NOT NULL, "Order Date" date NOT NULL);
DO $$
DECLARE
  types text[] := '{integer,text,varchar(40),numeric(10\,3),boolean,timestamptz,date,jsonb,bytea,double precision,smallint,char(3),uuid,inet,interval,"\"Legacy App\".\"Money €\"","\"Legacy App\".address",int[],money,time}';
BEGIN
  FOR i IN 1..58 LOOP
    EXECUTE format('ALTER TABLE "Legacy App"."Order" ADD COLUMN %I %s', CASE WHEN i % 9 = 0 THEN 'Column "' || i || '"' WHEN i = 7 THEN 'select' ELSE 'col_' || i END, types[i % 20 + 1]);
  END LOOP;
  FOR i IN 1..58 BY 4 LOOP
    EXECUTE format('ALTER TABLE "Legacy App"."Order" DROP COLUMN %I', CASE WHEN i % 9 = 0 THEN 'Column "' || i || '"' ELSE 'col_' || i END);
  END LOOP;
END$$;
ALTER TABLE "Legacy App"."Order" ADD CONSTRAINT "PK Order" PRIMARY KEY ("OrderNo");
CREATE INDEX "IX ""Order Date""" ON "Legacy App"."Order" ("Order Date");
CREATE INDEX "IX_select" ON "Legacy App"."Order" ("select" DESC NULLS LAST);
CREATE VIEW "Legacy App"."All Orders" AS SELECT * FROM "Legacy App"."Order";
GRANT USAGE ON SCHEMA "Legacy App" TO :"app";
GRANT SELECT, INSERT, DELETE ON "Legacy App"."Order" TO :"app";
GRANT UPDATE (col_2, "select", "Column ""18""") ON "Legacy App"."Order" TO :"app";
GRANT SELECT ON "Legacy App"."All Orders" TO :"app";
